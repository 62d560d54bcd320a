#!/usr/bin/env bash
# The power fails at random moments of updates: the cache lies on an ext4 of its own, which is shut down so that nothing
# survives but what is on the disk. Needs root and loop devices.
# Usage: power_cuts.sh PROGRAMS PUBLISH-FOLDER NOFLUSH [CUTS [SEED]]
. "$(dirname -- "${BASH_SOURCE[0]}")/counted.sh"

[[ ${EUID} -eq 0 ]] || skip "power cuts need root, to mount a disk of their own"
for tool in mkfs.ext4 fsck.ext4 mount losetup; do
    PATH="${PATH}:/usr/sbin:/sbin" command -v "${tool}" >/dev/null || skip "${tool} is not installed"
done
export PATH="${PATH}:/usr/sbin:/sbin"

# Some containers have the driver and no device files.
if [[ -e /dev/loop-control && ! -e /dev/loop0 ]]; then
    for number in 0 1 2 3; do mknod -m 660 "/dev/loop${number}" b 7 "${number}" 2>/dev/null || true; done
fi
disk=${scratch}/disk
mkdir "${disk}"
# hall-sync keeps a gigabyte free; the file has holes, so it takes only what is written.
truncate -s 3G "${disk}.img"
mkfs.ext4 -q -F -E lazy_itable_init=1,lazy_journal_init=1 "${disk}.img"
mount -o loop "${disk}.img" "${disk}" 2>"${scratch}/mount.log" ||
    skip "no disk can be mounted here: $(cat "${scratch}/mount.log")"
umount "${disk}"
unmount() {
    umount "${disk}" 2>/dev/null || true
}
at_exit unmount

start_tree
count_requests 1m
hall_said=yes # the program tells its reason itself
python3 -B "${root}/tests/system/power_cuts.py" --programs "${programs}" --publish-folder "${2:?the program}" \
    --noflush "${3:?the library}" --scratch "${scratch}" --url "${url}" --cuts "${4:-8}" ${5:+--seed "$5"}
