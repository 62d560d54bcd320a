# What the tests of level 1 share: a root file system of their own, and pictures of it to compare. Sourced, never run.
# shellcheck shell=bash
# A namespace of mounts, in which the script starts anew: whatever is mounted is gone with the last process.
if [[ -z ${HALL_OWN_MOUNTS:-} && ${EUID} -eq 0 ]]; then
    HALL_OWN_MOUNTS=yes exec unshare --mount --propagation slave -- "$0" "$@"
fi
# shellcheck source=../checks/tools.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/../checks/tools.sh"
scratch=${scratch:?}
# shellcheck source=machines/roots.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/machines/roots.sh"

# needs_root_and_packages: what run-l1 gives; by hand: HALL_PACKAGES=DIR tests/deploy/l1_….sh
needs_root_and_packages() {
    [[ ${EUID} -eq 0 ]] || skip "this needs root"
    command -v mmdebstrap >/dev/null || skip "mmdebstrap is not installed"
    [[ -n ${HALL_PACKAGES:-} ]] || skip "HALL_PACKAGES names no folder with the packages; run-l1 does"
    suite=${HALL_SUITE:-bookworm}
}

# new_machine NAME: unpacks a bare Debian; sets machine. Nothing of this machine is mounted there for writing but a
# folder of packages: whoever cleans up after a failure must not reach further.
new_machine() {
    machine=${scratch}/$1
    unpack_root "$(root_tar "${suite}" bare)" "${machine}"
    cp /etc/resolv.conf "${machine}/etc/resolv.conf"
    make_devices "${machine}/dev"
    mkdir -p "${hall_kept}/archives-${suite}/partial" "${machine}/var/cache/apt/archives" "${machine}/proc"
    at_exit end_machine "${machine}"
    mount --bind "${hall_kept}/archives-${suite}" "${machine}/var/cache/apt/archives"
    mount -t proc proc "${machine}/proc"
    # Services of a chroot are never started, whatever their packages would like.
    printf '#!/bin/sh\nexit 101\n' >"${machine}/usr/sbin/policy-rc.d"
    chmod 0755 "${machine}/usr/sbin/policy-rc.d"
}

make_devices() {
    local name major minor
    mkdir -p "$1"
    while read -r name major minor; do
        [[ -c $1/${name} ]] || mknod -m 0666 "$1/${name}" c "${major}" "${minor}"
    done <<'NODES'
null 1 3
zero 1 5
full 1 7
random 1 8
urandom 1 9
tty 5 0
NODES
    ln -sfn /proc/self/fd "$1/fd"
}

end_machine() {
    umount --lazy "$1/proc" "$1/var/cache/apt/archives" 2>/dev/null || true
    rm -rf --one-file-system "$1"
}

# inside COMMAND…: in the machine, with nothing of this one's environment.
inside() {
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        chroot "${machine}" "$@" </dev/null
}

# fetch PACKAGE-OR-FILE…: installs with apt from the mirror.
fetch() {
    inside apt-get -q -y --no-install-recommends -o Acquire::Retries=3 -o Acquire::https::Timeout=60 install "$@" \
        >"${scratch}/apt.log" 2>&1 || complain "apt-get install $*: $(tail -n 20 "${scratch}/apt.log")"
}

# picture OF: kind, mode, owner, content of everything in the folder, one a line; not what every run of dpkg or apt changes.
picture() {
    local -a look=(find . -xdev "(" -path ./proc -o -path ./dev -o -path ./sys -o -path ./tmp -o -path ./var/cache/apt
        -o -path ./var/lib/apt -o -path ./var/lib/dpkg -o -path ./var/log -o -path ./var/cache/debconf
        -o -path ./var/cache/ldconfig -o -name '*-' -path './etc/*' ")" -prune -o)
    (
        cd -- "$1" || exit 1
        "${look[@]}" -printf '%y %m %U:%G %p %l\n' | sort
        "${look[@]}" -type f -print0 | sort -z | xargs -0 -r sha256sum
    )
}

# same_picture BEFORE AFTER WHAT
same_picture() {
    diff -u "$1" "$2" >"${scratch}/difference" || complain "$3: $(grep -E '^[-+]' "${scratch}/difference" | head -n 40)"
}

# passed CASE WHAT: a row of run-l1's table.
case_started=${EPOCHREALTIME}
passed() {
    local seconds
    seconds=$(awk "BEGIN { printf \"%.1f\", ${EPOCHREALTIME} - ${case_started} }")
    case_started=${EPOCHREALTIME}
    printf '%s\tpassed\t%s\t%s\t\n' "$1" "${seconds}" "$2" >>"${HALL_CASES:-/dev/null}"
    printf 'passed (%s s): %s %s\n' "${seconds}" "$1" "$2"
}
