#!/usr/bin/env bash
# A stick is mounted for reading only, for as long as hall-sync takes from it, and whatever else it is does no harm.
. "$(dirname -- "${BASH_SOURCE[0]}")/../checks/tools.sh"

import=${root}/deploy-scripts/usb/hall-usb-import
expect_code() {
    local wanted=$1 code=0
    shift
    "$@" >"${scratch}/words" 2>&1 || code=$?
    ((code == wanted)) || complain "$* ended with ${code}, not ${wanted}: $(cat "${scratch}/words")"
}

expect_code 0 "${import}" --help
expect_code 2 "${import}"
# shellcheck disable=SC2016 # such names are to reach the script as they are
for name in '../sda1' 'sda1;id' '$(id)' 'SDA1' '/dev/sda1' '-a' 'a b' "$(printf 'sda1\nx')" '*'; do
    expect_code 2 "${import}" "${name}"
    expect_code 2 "${import}" --unmount "${name}"
done
export HALL_USB_PLACE=${scratch}/place HALLCTL=${scratch}/hallctl
mkdir "${HALL_USB_PLACE}"
expect_code 3 "${import}" null
expect_code 0 "${import}" --unmount sdzz9

[[ ${EUID} -eq 0 ]] || skip "mounting needs root"
for tool in losetup mkfs.vfat mkfs.ext4 blkid findmnt; do
    command -v "${tool}" >/dev/null || skip "${tool} is not installed"
done

# Stands for hallctl: says what it would have to work with.
cat >"${HALLCTL}" <<'SCRIPT'
#!/bin/sh
printf '%s %s\n' "$1" "$2" >"${HALL_USB_PLACE}.seen"
findmnt -n -o OPTIONS "$2" >>"${HALL_USB_PLACE}.seen"
cat "$2/meta/timestamp.json" >>"${HALL_USB_PLACE}.seen"
touch "$2/meta/written" 2>/dev/null && echo written >>"${HALL_USB_PLACE}.seen"
exit "$(cat "${HALL_USB_PLACE}.code")"
SCRIPT
chmod +x "${HALLCTL}"
printf '0' >"${HALL_USB_PLACE}.code"

# stick KIND FOLDER: an image with the folder's files, on a loop device whose name is in `device`; false where the
# kernel does not know the kind.
stick() {
    local image=${scratch}/$1.img held=${scratch}/held
    truncate -s 32M "${image}"
    if [[ $1 == vfat ]]; then mkfs.vfat -n 'A B (ID)' "${image}" >/dev/null; else "mkfs.$1" -q "${image}"; fi
    device=$(losetup --find --show "${image}" 2>/dev/null) || skip "no loop device can be had"
    at_exit losetup --detach "${device}"
    mkdir -p "${held}"
    mount "${device}" "${held}" 2>/dev/null || return 1
    cp -R "$2/." "${held}/"
    umount "${held}"
    device=${device##*/}
}

clean() {
    if findmnt -n "${HALL_USB_PLACE}/${device}" >/dev/null || [[ -e ${HALL_USB_PLACE}/${device} ]]; then
        complain "the stick is still mounted"
    fi
}

mkdir -p "${scratch}/tree/meta" "${scratch}/photos/meta"
printf '{"here":1}' >"${scratch}/tree/meta/timestamp.json"
printf 'holiday' >"${scratch}/photos/meta/picture.jpg"
tried=
for kind in vfat ext4; do
    if ! stick "${kind}" "${scratch}/tree"; then
        printf '%s is left out: this kernel does not mount it\n' "${kind}"
        continue
    fi
    tried=${kind}
    before=$(sha256sum "${scratch}/${kind}.img")
    expect_code 0 "${import}" "${device}"
    clean
    mapfile -t seen <"${HALL_USB_PLACE}.seen"
    [[ ${seen[0]} == "usb ${HALL_USB_PLACE}/${device}" ]] || complain "hallctl was told: ${seen[0]}"
    for option in ro nosuid nodev noexec nosymfollow; do
        [[ ,${seen[1]}, == *",${option},"* ]] || complain "${kind} is mounted without ${option}: ${seen[1]}"
    done
    [[ ${seen[2]} == '{"here":1}' && ${#seen[@]} -eq 3 ]] || complain "hallctl saw: ${seen[*]}"
    [[ $(sha256sum "${scratch}/${kind}.img") == "${before}" ]] || complain "something was written on the ${kind} stick"
done
[[ -n ${tried} ]] || skip "this kernel mounts neither vfat nor ext4"
for pair in 1:1 3:3 4:3; do
    printf '%s' "${pair%:*}" >"${HALL_USB_PLACE}.code"
    expect_code "${pair#*:}" "${import}" "${device}"
    clean
done

# A mount that was left over by a power cut or a stick pulled out.
mkdir -p "${HALL_USB_PLACE}/${device}"
mount -o ro "/dev/${device}" "${HALL_USB_PLACE}/${device}"
expect_code 0 "${import}" --unmount "${device}"
clean

rm -f "${HALL_USB_PLACE}.seen"
stick "${tried}" "${scratch}/photos"
expect_code 0 "${import}" "${device}"
clean
grep -q 'no published content' "${scratch}/words" || complain "a stick with pictures: $(cat "${scratch}/words")"
[[ ! -e ${HALL_USB_PLACE}.seen ]] || complain "hall-sync was asked to look at pictures"
ln -s timestamp.json "${scratch}/photos/meta/other.json"
rm -rf "${scratch}/photos/meta"
ln -s /etc "${scratch}/photos/meta"
stick ext4 "${scratch}/photos"
expect_code 0 "${import}" "${device}"
clean
[[ ! -e ${HALL_USB_PLACE}.seen ]] || complain "a link was followed"

# A partition with nothing on it, and one whose file system is broken.
truncate -s 8M "${scratch}/noise"
device=$(losetup --find --show "${scratch}/noise")
at_exit losetup --detach "${device}"
device=${device##*/}
expect_code 3 "${import}" "${device}"
clean
mkfs.ext4 -q "${scratch}/noise"
dd if=/dev/urandom of="${scratch}/noise" bs=4096 seek=1 count=200 conv=notrunc status=none
expect_code 3 "${import}" "${device}"
clean
printf 'fine\n'
