# What run-l0 to run-l3 share: installs what the level needs, runs its scripts, and says the results in one table.
# Sourced, never run.
# shellcheck shell=bash
# shellcheck source=roots.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/roots.sh"
# shellcheck source=../../../deploy-scripts/lib/build.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/../../../deploy-scripts/lib/build.sh"

suite=bookworm
build=${HALL_ROOT}/build-deploy
packages=
only=

level_options() {
    while (($# > 0)); do
        case "$1" in
            --suite | --build | --packages | --only)
                (($# > 1)) || fail "$1 needs a word; see --help." 2
                case "$1" in
                    --suite) suite=$2 ;;
                    --build) build=$2 ;;
                    --packages) packages=$2 ;;
                    *) only=$2 ;;
                esac
                shift
                ;;
            --help)
                print_help "$0"
                exit 0
                ;;
            *) fail "Unknown option $1; see --help." 2 ;;
        esac
        shift
    done
    [[ ${suite} == bookworm || ${suite} == trixie ]] || fail "--suite is bookworm or trixie." 2
}

# The packages under test. Those of another Debian than this one are built elsewhere and given by --packages.
level_packages() {
    if [[ -z ${packages} ]]; then
        step "Building the packages in ${build}"
        "${HALL_ROOT}/deploy-scripts/package.sh" --build "${build}" --out "${build}/packages" ||
            fail "The packages could not be built."
        packages=${build}/packages
    fi
    packages=$(cd -- "${packages}" && pwd)
    compgen -G "${packages}/*.deb" >/dev/null || fail "There are no packages in ${packages}." 3
    ls "${packages}"/*.deb
}

# level_run PATTERN: every script of the level, one after the other; a script that tells no cases of its own is a row.
level_run() {
    local script name code started seconds rows
    rows=$(mktemp)
    at_exit rm -f "${rows}"
    # What the scripts of the level go by.
    export HALL_SUITE=${suite} HALL_BUILD=${build} HALL_PACKAGES=${packages} HALL_CASES=${rows}
    for script in "${HALL_ROOT}/tests/deploy/"$1; do
        name=${script##*/}
        [[ -z ${only} || ${name} == *${only}* ]] || continue
        [[ -x ${script} ]] || continue
        step "${name}"
        code=0 started=${EPOCHREALTIME}
        : >"${rows}.one"
        HALL_CASES=${rows}.one "${script}" "${build}/bin" </dev/null 9>&- || code=$?
        seconds=$(awk "BEGIN { printf \"%.1f\", ${EPOCHREALTIME} - ${started} }")
        level_row "${name}" "${code}" "${seconds}"
    done
    level_table
}

level_row() {
    local result=FAILED
    case "$2" in
        0) result=passed ;;
        77) result='not run' ;;
        *) ;;
    esac
    # A script that broke off in the middle of its cases has a row of its own as well.
    if [[ ! -s ${rows}.one || ${result} == FAILED ]]; then printf -- '-\t%s\t%s\t%s\t\n' "${result}" "$3" "$1" >>"${rows}.one"; fi
    cat "${rows}.one" >>"${rows}"
    rm -f "${rows}.one"
}

level_table() {
    local passed failed left
    printf '\n| case | result | seconds | what | |\n|---|---|---|---|---|\n'
    sed -E 's/\|/\//g; s/\t/ | /g; s/^/| /; s/$/ |/' "${rows}"
    passed=$(grep -c $'^[^\t]*\tpassed\t' "${rows}" || true)
    failed=$(grep -c $'^[^\t]*\tFAILED\t' "${rows}" || true)
    left=$(grep -c $'^[^\t]*\tnot run\t' "${rows}" || true)
    printf '\n%s: %d passed, %d failed, %d not run\n' "${suite}" "${passed}" "${failed}" "${left}"
    # shellcheck disable=SC2034 # for common.sh: the table has said it
    hall_said=yes
    ((failed == 0 && passed > 0))
}
