# A machine of folders in which this machine's programs run: a root of its own for scripts that make accounts or change
# /etc and would not spare this machine. Sourced by tests of root, never run.
# shellcheck shell=bash
# A namespace of mounts, in which the script starts anew: whatever is mounted is gone with the last process.
if [[ -z ${HALL_OWN_MOUNTS:-} && ${EUID} -eq 0 ]] && unshare --mount true 2>/dev/null; then
    HALL_OWN_MOUNTS=yes exec unshare --mount --propagation slave -- "$0" "$@"
fi
# shellcheck source=../checks/tools.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/../checks/tools.sh"

# make_tree DIR: sets machine; /usr is this machine's, for reading only, and /hall are the sources.
make_tree() {
    local name
    [[ -n ${HALL_OWN_MOUNTS:-} ]] || skip "mounts of one's own need root"
    [[ -L /bin && -L /lib ]] || skip "this machine has its programs outside /usr"
    machine=$1
    at_exit empty_tree "${machine}"
    # In memory: each file is synced.
    mkdir -p "${machine}"
    mount -t tmpfs -o mode=0755 tmpfs "${machine}"
    mkdir -m 1777 "${machine}/tmp"
    mkdir -p "${machine}"/{etc/{sysusers.d,tmpfiles.d,systemd/system},usr,proc,dev,run,hall,home,var/lib,root}
    for name in bin sbin lib lib64; do if [[ -L /${name} ]]; then ln -s "usr/${name}" "${machine}/${name}"; fi; done
    printf 'VERSION_ID="12"\n' >"${machine}/etc/os-release"
    printf 'root:x:0:0::/root:/bin/bash\nnobody:x:65534:65534::/:/usr/sbin/nologin\n' >"${machine}/etc/passwd"
    printf 'root:*:1::::::\nnobody:*:1::::::\n' >"${machine}/etc/shadow"
    printf 'root:x:0:\nnogroup:x:65534:\n' >"${machine}/etc/group"
    printf 'root:*::\nnogroup:*::\n' >"${machine}/etc/gshadow"
    cp -a /etc/alternatives "${machine}/etc/"
    cp "${root}/deploy-scripts/units/hall.sysusers.conf" "${machine}/etc/sysusers.d/hall.conf"
    cp "${root}/deploy-scripts/units/hall-kiosk.sysusers.conf" "${machine}/etc/sysusers.d/hall-kiosk.conf"
    cp "${root}/deploy-scripts/units/hall.tmpfiles.conf" "${machine}/etc/tmpfiles.d/hall.conf"
    cp "${root}/deploy-scripts/units/hall-kiosk.tmpfiles.conf" "${machine}/etc/tmpfiles.d/hall-kiosk.conf"
    mount --rbind /usr "${machine}/usr"
    mount -o remount,bind,ro "${machine}/usr"
    mount --bind "${root}/deploy-scripts" "${machine}/hall"
    mount -t proc proc "${machine}/proc"
    for name in null zero urandom; do
        : >"${machine}/dev/${name}"
        mount --bind "/dev/${name}" "${machine}/dev/${name}"
    done
    ln -s /proc/self/fd "${machine}/dev/fd"
}

# The mounts go before the folder that they lie in.
empty_tree() {
    awk -v place="$1" '$5 == place || index($5, place "/") == 1 { print $5 }' /proc/self/mountinfo | sort -r | xargs -r -n 1 umount --lazy
}

# inside COMMAND…: in the tree, with nothing of this machine's environment.
inside() {
    env -i PATH=/hall:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 chroot "${machine}" "$@" </dev/null
}
