# Files that hold file systems, and a whole disk made of them; nothing is mounted. Sourced by hall-image.
# shellcheck shell=bash
# shellcheck source=common.sh
. "${BASH_SOURCE[0]%/*}/common.sh"

# Ids of the partitions' kinds, of the UEFI and the Discoverable Partitions Specification. For those who read this.
# shellcheck disable=SC2034
readonly disk_esp=C12A7328-F81F-11D2-BA4B-00A0C93EC93B disk_root=4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709 \
    disk_data=0FC63DAF-8483-4772-8E79-3D69D8477DE4

# ext4_of DIR FILE MIB LABEL: a file system with what lies in DIR; an unfinished FILE is left to the caller.
ext4_of() {
    rm -f -- "$2"
    truncate -s "$3M" "$2"
    mke2fs -q -t ext4 -L "$4" -E "root_owner=$(stat -c %u:%g "$1")" -d "$1" "$2" >/dev/null
}

# esp_of ROOT CONFIG FILE MIB: the partition that the firmware reads: Debian's signed shim and GRUB from ROOT, and
# CONFIG where that GRUB looks for it.
esp_of() {
    local root=$1 config=$2 file=$3
    rm -f -- "${file}"
    truncate -s "$4M" "${file}"
    mkfs.vfat -n HALL-EFI "${file}" >/dev/null
    mmd -i "${file}" ::/EFI ::/EFI/BOOT ::/EFI/debian
    mcopy -i "${file}" "${root}/usr/lib/shim/shimx64.efi.signed" ::/EFI/BOOT/BOOTX64.EFI
    mcopy -i "${file}" "${root}/usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed" ::/EFI/BOOT/grubx64.efi
    mcopy -i "${file}" "${config}" ::/EFI/debian/grub.cfg
}

# disk_of DISK [KIND NAME FILE]…: DISK of the partitions in FILEs, each a whole number of MiB; the FILEs are used up.
disk_of() {
    local disk=$1 table=$'label: gpt\n' start=1 mib
    shift
    local -a parts=("$@")
    rm -f -- "${disk}"
    while (($# > 0)); do
        mib=$(($(stat -c %s "$3") >> 20))
        table+="start=${start}MiB, size=${mib}MiB, type=$1, name=$2"$'\n'
        start=$((start + mib))
        shift 3
    done
    # One MiB more for the second table, at the end.
    truncate -s "$((start + 1))M" "${disk}"
    sfdisk --quiet "${disk}" <<<"${table}"
    set -- "${parts[@]}"
    start=1
    while (($# > 0)); do
        mib=$(($(stat -c %s "$3") >> 20))
        dd if="$3" of="${disk}" bs=1M seek="${start}" conv=notrunc,sparse status=none
        rm -f -- "$3"
        start=$((start + mib))
        shift 3
    done
}
