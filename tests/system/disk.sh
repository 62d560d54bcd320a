# A disk of its own for a test that needs one to fail, in a file. Sourced after road.sh.
# shellcheck shell=bash
scratch=${scratch:?road.sh comes first}

# Makes scratch/disk.img and the folder scratch/disk to mount it on; skips where that cannot be done.
make_disk() {
    local tool number disk=${scratch}/disk
    export PATH="${PATH}:/usr/sbin:/sbin"
    [[ ${EUID} -eq 0 ]] || skip "this needs root, to mount a disk of its own"
    for tool in mkfs.ext4 fsck.ext4 mount losetup; do
        command -v "${tool}" >/dev/null || skip "${tool} is not installed"
    done
    # Some containers have the driver and no device files.
    if [[ -e /dev/loop-control && ! -e /dev/loop0 ]]; then
        for number in 0 1 2 3; do mknod -m 660 "/dev/loop${number}" b 7 "${number}" 2>/dev/null || true; done
    fi
    mkdir "${disk}"
    # hall-sync keeps a gigabyte free; the file has holes, so it takes only what is written.
    truncate -s 3G "${disk}.img"
    mkfs.ext4 -q -F -E lazy_itable_init=1,lazy_journal_init=1 "${disk}.img"
    mount -o loop "${disk}.img" "${disk}" 2>"${scratch}/mount.log" ||
        skip "no disk can be mounted here: $(cat "${scratch}/mount.log")"
    umount "${disk}"
    at_exit unmount_disk
}

unmount_disk() {
    umount "${scratch}/disk" 2>/dev/null || true
}
