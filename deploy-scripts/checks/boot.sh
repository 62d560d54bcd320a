# From power on to the kernel, and what of the disk may be written. Sourced by hall-doctor.
# shellcheck shell=bash
# shellcheck source=../lib/probe.sh
. "${BASH_SOURCE[0]%/*}/../lib/probe.sh"

check B12 "启动保护" "boot protection"
check_B12() {
    local variable=${probe_root}/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c
    if read_fact /boot/grub/grub.cfg; then
        if ! grep -q 'set superusers=' <<<"${answer}" || ! grep -q 'password_pbkdf2' <<<"${answer}"; then
            bad "启动菜单没有密码，接上键盘就能改启动参数" "the boot menu has no password: whoever has a keyboard changes the command line" \
                "umask 077; grub-mkpasswd-pbkdf2 | tee /etc/hall/grub.pbkdf2（输入两遍密码），再 hall-provision --config /etc/hall/hall.conf --phase boot" \
                "umask 077; grub-mkpasswd-pbkdf2 | tee /etc/hall/grub.pbkdf2 (type it twice), then hall-provision --config /etc/hall/hall.conf --phase boot"
        fi
        if ! grep -qE '^[[:space:]]*set timeout=0' <<<"${answer}"; then
            warn "启动菜单会停留" "the boot menu waits" "hall-provision --config /etc/hall/hall.conf --phase boot" "hall-provision --config /etc/hall/hall.conf --phase boot"
        fi
    else
        unknown "没有 GRUB 配置，或不是以 root 执行" "there is no configuration of GRUB, or you are not root"
    fi
    if [[ ! -r ${variable} ]]; then
        unknown "不是 UEFI 启动，或读不到安全启动的状态" "not booted by UEFI, or the state of Secure Boot cannot be read" \
            "在 BIOS 里改为 UEFI 启动并打开 Secure Boot；旧主板没有" "boot by UEFI and switch Secure Boot on; old boards have none"
    elif [[ $(od -An -tu1 -j4 -N1 "${variable}" | tr -d ' ') != 1 ]]; then
        warn "安全启动没有打开" "Secure Boot is off" "在 BIOS 里打开 Secure Boot，并设 BIOS 密码、禁止 U 盘启动" "switch it on, set a firmware password and forbid booting from USB"
    fi
}

check B13 "系统分区只读" "read-only root"
check_B13() {
    local line wanted=${conf[READONLY_ROOT]:-} is=no
    if [[ -z ${wanted} ]]; then
        no_conf
        return 0
    fi
    if ! read_fact /proc/1/mounts && ! read_fact /proc/mounts; then
        unknown "看不到挂载情况" "the mounts cannot be seen"
        return 0
    fi
    line=$(awk '$2 == "/" { last = $3 " " $4 } END { print last }' <<<"${answer}")
    if [[ ${line} == overlay* || ${line} =~ ^[a-z0-9]+\ ro(,|$) ]]; then is=yes; fi
    if [[ ${is} != "${wanted}" ]]; then
        if maintenance_until >/dev/null; then
            warn "维护窗口开着，系统分区可写" "a maintenance window is open, the root can be written" "hall-maintenance end" "hall-maintenance end"
        elif [[ ${wanted} == yes ]]; then
            bad "系统分区应当只读，现在可写" "the root should be read-only, and can be written" "重启一次；仍这样 hall-provision --config /etc/hall/hall.conf --phase readonly" \
                "reboot; if it stays so, hall-provision --config /etc/hall/hall.conf --phase readonly"
        else
            bad "系统分区是只读的，hall.conf 写的是可写" "the root is read-only, though hall.conf says it is not" "hall-provision --config /etc/hall/hall.conf --phase readonly，再重启" \
                "hall-provision --config /etc/hall/hall.conf --phase readonly, then reboot"
        fi
    fi
}
