#!/usr/bin/env bash
# Installs what is missing, builds with all warnings as errors and with the sanitizers, and runs every test.
#
# Usage: deploy-scripts/test.sh [OPTION…]
#   --quick       without installing, and without the tests of whole programs and the measurements
#   --build DIR   where to build (default: build-test in the source folder)
#   --help
#
# The last line is 'N passed, N failed' (', N skipped' may follow). Exit code: 0 all passed, 1 a test or the build
# failed, 2 wrong use, 3 the machine lacks something.
set -Eeuo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=lib/common.sh
. "${here}/lib/common.sh"
# shellcheck source=lib/packages.sh
. "${here}/lib/packages.sh"
# shellcheck source=lib/build.sh
. "${here}/lib/build.sh"

quick=no
build=${HALL_ROOT}/build-test

read_options() {
    while (($# > 0)); do
        case "$1" in
            --quick) quick=yes ;;
            --build)
                (($# > 1)) || fail "--build needs a folder; see --help." 2
                build=$2
                shift
                ;;
            --help)
                print_help "${BASH_SOURCE[0]}"
                exit 0
                ;;
            *) fail "Unknown option $1; see --help." 2 ;;
        esac
        shift
    done
    mkdir -p "${build}" || fail "The folder ${build} cannot be made." 3
    build=$(cd -- "${build}" && pwd)
}

# The number behind NAME= in the first element of ctest's report.
report_count() {
    grep -m 1 -A 12 '<testsuite' "${build}/report.xml" | grep -m 1 -oE "\b$1=\"[0-9]+\"" | grep -oE '[0-9]+'
}

run_tests() {
    local -a only=()
    local code=0 tests failed skipped disabled
    if [[ ${quick} == yes ]]; then only=(-LE 'system|bench'); fi
    rm -f "${build}/report.xml"
    # What was freed is kept to catch its use; 256 MiB of it for each program take up to a fifth more time.
    export ASAN_OPTIONS=${ASAN_OPTIONS:-quarantine_size_mb=32}
    ctest --test-dir "${build}" --output-on-failure --no-tests=error --parallel "$(nproc)" \
        --output-junit "${build}/report.xml" "${only[@]}" </dev/null 9>&- || code=$?
    [[ -s ${build}/report.xml ]] || fail "ctest wrote no report."
    tests=$(report_count tests)
    failed=$(report_count failures)
    skipped=$(report_count skipped)
    disabled=$(report_count disabled)
    skipped=$((skipped + disabled))
    if ((code != 0 && failed == 0)); then failed=1; fi
    printf '\n%d passed, %d failed, %d skipped\n' "$((tests - failed - skipped))" "${failed}" "${skipped}"
    hall_said=yes
    ((failed == 0))
}

main() {
    read_options "$@"
    lock_or_fail "${build}/lock" "Another run is testing in ${build}."
    if [[ ${quick} == no ]]; then
        step "Looking for packages this machine needs"
        local -a lists=("${here}/packages/build.txt" "${here}/packages/run.txt" "${here}/packages/test.txt")
        # Debian's npm brings hundreds of packages; one that came another way will do.
        command -v npm >/dev/null || lists+=("${here}/packages/judge.txt")
        install_packages "${lists[@]}"
    fi
    step "Building in ${build}, warnings are errors, with sanitizers"
    # -O1 keeps the sanitized tests quick and the compiler's flow warnings awake.
    build_programs "${build}" -DHALL_STRICT=ON -DHALL_SANITIZE=ON -DCMAKE_BUILD_TYPE=Debug \
        "-DCMAKE_CXX_FLAGS_DEBUG=-O1 -g1"
    step "Running the tests"
    run_tests
}

main "$@"
