#!/usr/bin/env bash
# Builds the Debian packages hall-kiosk, hall-sync and hall-publish for the release of Debian it runs on.
# 在本机的 Debian 版本上编译并打成安装包。
#
# Usage: deploy-scripts/package.sh [OPTION…]
#   --out DIR           where the .debs go (default: packages in the source folder's build-package)
#   --build DIR         where to build (default: build-package in the source folder)
#   --set-version V     another version than that of the sources, as for a corrected build
#   --no-install        fail where a package is missing instead of installing it
#   --help
#
# The last lines are the names of the packages. Exit code: 0 made, 1 the build failed, 2 wrong use, 3 the machine lacks
# something.
set -Eeuo pipefail

here=$(readlink -f -- "${BASH_SOURCE[0]}")
here=${here%/*}
# shellcheck source=lib/common.sh
. "${here}/lib/common.sh"
# shellcheck source=lib/packages.sh
. "${here}/lib/packages.sh"
# shellcheck source=lib/build.sh
. "${here}/lib/build.sh"

build=${HALL_ROOT}/build-package
out=
version=
install=yes

read_options() {
    while (($# > 0)); do
        case "$1" in
            --out | --build | --set-version)
                (($# > 1)) || fail "$1 needs a value; see --help." 2
                case "$1" in
                    --out) out=$2 ;;
                    --build) build=$2 ;;
                    *) version=$2 ;;
                esac
                shift
                ;;
            --no-install) install=no ;;
            --help)
                print_help "${BASH_SOURCE[0]}"
                exit 0
                ;;
            *) fail "Unknown option $1; see --help." 2 ;;
        esac
        shift
    done
    [[ -z ${version} || ${version} =~ ^[0-9][A-Za-z0-9.+~]*$ ]] || fail "'${version}' is no version of a package." 2
    mkdir -p "${build}" || fail "The folder ${build} cannot be made." 3
    build=$(cd -- "${build}" && pwd)
    out=${out:-${build}/packages}
    mkdir -p "${out}" || fail "The folder ${out} cannot be made." 3
    out=$(cd -- "${out}" && pwd)
}

# A .deb of one release of Debian does not fit the other: the version says for which it was made.
debian_release() {
    local number
    number=$(sed -n 's/^VERSION_ID="\{0,1\}\([0-9]*\)"\{0,1\}$/\1/p' /etc/os-release)
    printf '%s' "${number:-0}"
}

make_packages() {
    local wanted=${version} staging=${build}/cpack
    if [[ -z ${wanted} ]]; then wanted=$(sed -n 's/^CMAKE_PROJECT_VERSION:STATIC=//p' "${build}/CMakeCache.txt"); fi
    wanted+="+deb$(debian_release)"
    rm -rf "${staging}"
    # The dependency of one package on another of the same build is in the configuration too.
    cmake -S "${HALL_ROOT}" -B "${build}" "-DHALL_PACKAGE_VERSION=${wanted}" >"${build}/configure.log" 2>&1 ||
        fail "The packages could not be configured; see ${build}/configure.log"
    (cd -- "${build}" && cpack -G DEB -B "${staging}" >"${build}/cpack.log" 2>&1) || {
        tail -n 20 "${build}/cpack.log" >&2
        fail "The packages could not be made; the whole output is in ${build}/cpack.log"
    }
    # Half a package must never lie under its right name.
    local deb
    for deb in "${staging}"/*.deb; do
        cp "${deb}" "${out}/.${deb##*/}.tmp"
        sync -d "${out}/.${deb##*/}.tmp"
        mv -f "${out}/.${deb##*/}.tmp" "${out}/${deb##*/}"
        printf '%s\n' "${out}/${deb##*/}"
    done
}

main() {
    read_options "$@"
    lock_or_fail "${build}/lock" "Another run is building in ${build}."
    step "Looking for packages this machine needs"
    local -a missing
    if [[ ${install} == yes ]]; then
        install_packages "${here}/packages/build.txt" "${here}/packages/package.txt"
    else
        mapfile -t missing < <(missing_entries "${here}/packages/build.txt" "${here}/packages/package.txt" | sed '/?$/d')
        ((${#missing[@]} == 0)) || fail "These packages are missing: ${missing[*]}" 3
    fi
    step "Building in ${build}"
    build_programs "${build}" -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=OFF -DCMAKE_INSTALL_PREFIX=/usr
    step "Making the packages"
    make_packages
}

main "$@"
