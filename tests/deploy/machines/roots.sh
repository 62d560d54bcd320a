# Root file systems for the tests of levels 1 to 3: made once by mmdebstrap, kept as a tar outside the sources,
# unpacked anew for each run. Sourced, never run.
# shellcheck shell=bash
# shellcheck source=../../../deploy-scripts/lib/packages.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/../../../deploy-scripts/lib/packages.sh"

hall_machines=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
hall_kept=${HALL_MACHINES_DIR:-/var/cache/hall-machines}
hall_mirror=${HALL_MIRROR:-http://deb.debian.org/debian}

# root_packages KIND: the list, one a line; a kind may build on another one.
root_packages() {
    case "$1" in
        bare) sed -E 's/#.*//; /^\s*$/d' "${hall_machines}/bare.txt" ;;
        kiosk) sed -E 's/#.*//; /^\s*$/d' "${hall_machines}/bare.txt" "${hall_machines}/kiosk.txt" ;;
        *) fail "There is no root of the kind $1." 2 ;;
    esac
}

# choose_for SUITE: reads entries and prints those that hold for the suite: 'name' for all, 'bookworm:name' for one.
choose_for() {
    local entry
    while read -r entry; do
        case "${entry}" in
            "$1":*) printf '%s\n' "${entry#*:}" ;;
            *:*) ;;
            *) printf '%s\n' "${entry}" ;;
        esac
    done
}

# root_tar SUITE KIND: prints the name of the kept tar, made first where it is absent or its list has changed.
root_tar() {
    local suite=$1 kind=$2 mark list tar
    list=$(root_packages "${kind}" | choose_for "${suite}" | sort -u | paste -sd ,)
    mark=$(printf '%s' "${list}" | sha256sum | cut -c 1-12)
    tar=${hall_kept}/${suite}-${kind}-${mark}.tar
    mkdir -p "${hall_kept}"
    (
        flock 8
        if [[ ! -s ${tar} ]]; then
            rm -f "${hall_kept}/${suite}-${kind}-"*.tar
            make_root "${suite}" "${list}" "${tar}"
        fi
    ) 8>"${hall_kept}/${suite}-${kind}.lock"
    printf '%s\n' "${tar}"
}

# make_root SUITE LIST TAR
make_root() {
    local log=${hall_kept}/$1.log security=${hall_mirror}-security
    printf 'Making the root file system %s; it takes some minutes.\n' "$3" >&2
    # shellcheck disable=SC2016 # $1 is the hook's own argument, the new root
    TMPDIR=${HALL_MACHINES_TMP:-/var/tmp} nice -n 10 mmdebstrap --variant=minbase --format=tar --include="$2" \
        --aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Retries "3"' \
        --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
        --dpkgopt='path-include=/usr/share/doc/*/copyright' --dpkgopt='path-exclude=/usr/share/locale/*' \
        --customize-hook=': >"$1/etc/machine-id"; echo kiosk >"$1/etc/hostname"; echo "127.0.0.1 localhost kiosk" >"$1/etc/hosts"' \
        "$1" "$3.part" "deb ${hall_mirror} $1 main" "deb ${hall_mirror} $1-updates main" \
        "deb ${security} $1-security main" >"${log}" 2>&1 </dev/null || {
        tail -n 20 "${log}" >&2
        fail "mmdebstrap did not finish; see ${log}." 3
    }
    mv "$3.part" "$3"
}

# unpack_root TAR DIR
unpack_root() {
    mkdir -p "$2"
    tar --numeric-owner --xattrs --xattrs-include='*' --exclude='./dev/*' -C "$2" -xf "$1"
}
