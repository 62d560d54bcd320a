#!/usr/bin/env bash
# The disk of `hall-image --format raw`, read back by the tools of others: what the firmware looks for, the system, and
# what has to last, each whole and where it belongs. Nothing is mounted.
. "$(dirname -- "${BASH_SOURCE[0]}")/../checks/tools.sh"
# shellcheck source=../../deploy-scripts/lib/disk.sh
. "${root}/deploy-scripts/lib/disk.sh"

for tool in sfdisk mkfs.vfat mcopy mke2fs debugfs; do command -v "${tool}" >/dev/null || skip "${tool} is not installed"; done
tree=${scratch}/tree
disk=${scratch}/disk
mkdir -p "${tree}/usr/lib/shim" "${tree}/usr/lib/grub/x86_64-efi-signed" "${tree}/var/lib/hall" "${tree}/etc"
head -c 300000 /dev/urandom >"${tree}/usr/lib/shim/shimx64.efi.signed"
head -c 1500000 /dev/urandom >"${tree}/usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed"
head -c 700000 /dev/urandom >"${tree}/var/lib/hall/release.db"
printf '抚顺\n' >"${tree}/etc/motd"
chmod 0751 "${tree}/var/lib/hall"

esp_of "${tree}" "${root}/deploy-scripts/image/esp.cfg" "${scratch}/esp" 34
ext4_of "${tree}" "${scratch}/system" 24 hall-root
ext4_of "${tree}/var/lib/hall" "${scratch}/data" 16 hall-data
disk_of "${disk}" "${disk_esp}" hall-efi "${scratch}/esp" "${disk_root}" hall-root "${scratch}/system" "${disk_data}" hall-data "${scratch}/data"

[[ ! -e ${scratch}/esp && ! -e ${scratch}/data ]] || complain "the parts of the disk are left over"
# sfdisk ends well and only tells of what it finds.
LC_ALL=C sfdisk --verify "${disk}" >"${scratch}/verify" 2>&1 || complain "the table: $(<"${scratch}/verify")"
grep -q 'No errors detected' "${scratch}/verify" || complain "the table: $(<"${scratch}/verify")"
sfdisk --json "${disk}" >"${scratch}/table"
[[ $(jq -r '.partitiontable.label' "${scratch}/table") == gpt ]] || complain "no GPT: $(<"${scratch}/table")"
names=$(jq -r '.partitiontable.partitions[] | .name + " " + .type' "${scratch}/table")
[[ ${names} == "hall-efi ${disk_esp}"$'\n'"hall-root ${disk_root}"$'\n'"hall-data ${disk_data}" ]] || complain "partitions: ${names}"

# part NUMBER FILE
part() {
    local start size
    read -r start size < <(jq -r ".partitiontable.partitions[$1] | \"\(.start) \(.size)\"" "${scratch}/table")
    dd if="${disk}" of="$2" bs=512 skip="${start}" count="${size}" status=none
}

part 0 "${scratch}/esp"
mcopy -i "${scratch}/esp" ::/EFI/BOOT/BOOTX64.EFI ::/EFI/BOOT/grubx64.efi ::/EFI/debian/grub.cfg "${scratch}/"
cmp "${scratch}/BOOTX64.EFI" "${tree}/usr/lib/shim/shimx64.efi.signed" || complain "the firmware would not find shim"
cmp "${scratch}/grubx64.efi" "${tree}/usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed" || complain "shim would not find GRUB"
grep -q '^search.fs_label hall-root ' "${scratch}/grub.cfg" || complain "GRUB would not find the system"

# whole NUMBER LABEL
whole() {
    part "$1" "${scratch}/part"
    e2fsck -fn "${scratch}/part" >"${scratch}/fsck" 2>&1 || complain "$2: $(<"${scratch}/fsck")"
    [[ $(e2label "${scratch}/part") == "$2" ]] || complain "$2 is called $(e2label "${scratch}/part")"
}

whole 1 hall-root
[[ $(debugfs -R 'cat /etc/motd' "${scratch}/part" 2>/dev/null) == 抚顺 ]] || complain "the system is not on its partition"
whole 2 hall-data
debugfs -R "dump /release.db ${scratch}/release.db" "${scratch}/part" 2>/dev/null
cmp "${scratch}/release.db" "${tree}/var/lib/hall/release.db" || complain "the content is not on its partition"

# A tree that does not fit is told.
must_refuse ext4_of "${tree}" "${scratch}/small" 1 small

# Keys that nobody could log in by are refused before anything is made.
printf 'ssh-ed25519 AAAAnothing technician\n' >"${scratch}/admin.pub"
code=0
"${root}/deploy-scripts/hall-image" --suite bookworm --packages "${scratch}" --out "${scratch}/image" --format raw \
    --admin-keys "${scratch}/admin.pub" >"${scratch}/words" 2>&1 </dev/null || code=$?
[[ ${code} -eq 2 && ! -e ${scratch}/image && $(<"${scratch}/words") == *'第 1 行：不是 OpenSSH 公钥'* ]] || complain "keys of an image: ${code}, $(<"${scratch}/words")"
