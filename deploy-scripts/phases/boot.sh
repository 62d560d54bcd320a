# Phase boot: quiet, at once, and with a password for whoever wants to change it. Sourced by hall-provision.
# shellcheck shell=bash
# Variables come from the libraries that hall-provision has read.
# shellcheck disable=SC2154
# shellcheck source=../lib/owned.sh
. "${BASH_SOURCE[0]%/*}/../lib/owned.sh"
files=${HALL_SCRIPTS}/phases/files

phase_boot() {
    if [[ ! -d ${owned_root}/etc/grub.d && ! -d ${owned_root}/boot/grub ]]; then
        note "没有 GRUB，启动参数由装机镜像或固件决定，略过"
        return 0
    fi
    own_file /etc/default/grub.d/60-hall.cfg 0644 <"${files}/grub.cfg"
    local file hash
    if file=$(beside grub.pbkdf2); then
        hash=$(grep -oE 'grub\.pbkdf2\.sha512\.[0-9]+\.[0-9A-F]+\.[0-9A-F]+' "${file}") ||
            fail "${file} 里没有 grub-mkpasswd-pbkdf2 算出的密码" 4
        { sed "s/@HASH@/${hash}/" "${files}/grub-password.in"; } | own_file /etc/grub.d/01_hall 0700
    else
        warn "启动菜单没有密码：在 hall.conf 的文件夹里执行 grub-mkpasswd-pbkdf2 | tee grub.pbkdf2，输入两遍密码，再执行一次 hall-provision"
    fi
    settle "更新启动菜单" boot_menu_is_new renew_boot_menu
}

# The menu is newer than what it is made of; nothing to do where nobody makes menus.
boot_menu_is_new() {
    local menu=${owned_root}/boot/grub/grub.cfg file
    [[ -x ${owned_root}/usr/sbin/update-grub && -e ${menu} ]] || return 0
    for file in /etc/default/grub.d/60-hall.cfg /etc/grub.d/01_hall; do
        if [[ ${owned_root}${file} -nt ${menu} ]]; then return 1; fi
    done
    if [[ -e ${owned_root}/etc/grub.d/01_hall ]]; then grep -q password_pbkdf2 "${menu}"; fi
}

renew_boot_menu() {
    inside update-grub >"${owned_scratch}/grub.log" 2>&1 || {
        tail -n 5 "${owned_scratch}/grub.log" >&2
        return 1
    }
    if live; then : >/run/hall-provision-reboot; fi
}
