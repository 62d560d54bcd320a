# Phase readonly: the root is an overlay in memory; what has to last lies on partitions of its own. Sourced by hall-provision.
# shellcheck shell=bash
# Variables come from the libraries that hall-provision has read.
# shellcheck disable=SC2154
# shellcheck source=../lib/owned.sh
. "${BASH_SOURCE[0]%/*}/../lib/owned.sh"
files=${HALL_SCRIPTS}/phases/files

phase_readonly() {
    if [[ ${hallconf_value[READONLY_ROOT]} == no ]]; then return 0; fi
    if live && ! lasting_partitions; then
        fail "READONLY_ROOT=yes 要求 /var/lib/hall 和 /var/log/journal 在单独的分区上，否则断电后内容和日志都没有了" 4
    fi
    own_file /etc/overlayroot.local.conf 0644 <"${files}/overlayroot.conf"
    own_file /etc/systemd/system/systemd-remount-fs.service.d/60-hall.conf 0644 <"${files}/remount-fs.conf"
    settle "更新 initramfs" initramfs_is_new renew_initramfs
}

lasting_partitions() {
    mountpoint -q /var/lib/hall && mountpoint -q /var/log/journal
}

# Made after all that it is made of; a package's list of files is as old as its installation.
initramfs_is_new() {
    local image part
    for image in "${owned_root}"/boot/initrd.img-*; do
        [[ -e ${image} ]] || continue
        for part in etc/overlayroot.local.conf var/lib/dpkg/info/overlayroot.list var/lib/dpkg/info/busybox.list; do
            if [[ ${owned_root}/${part} -nt ${image} ]]; then return 1; fi
        done
    done
    return 0
}

renew_initramfs() {
    inside update-initramfs -u >"${owned_scratch}/initramfs.log" 2>&1 || {
        tail -n 5 "${owned_scratch}/initramfs.log" >&2
        return 1
    }
    if live; then : >/run/hall-provision-reboot; fi
}
