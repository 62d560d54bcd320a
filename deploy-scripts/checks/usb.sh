# What may be plugged in. Sourced by hall-doctor.
# shellcheck shell=bash
# shellcheck source=../lib/probe.sh
. "${BASH_SOURCE[0]%/*}/../lib/probe.sh"

check B7 "USB 防护" "USB policy"
check_B7() {
    local until module
    if ! ask_unit usbguard.service; then
        no_systemd
    elif [[ ${unit[LoadState]} != loaded ]]; then
        bad "没有装 usbguard，插什么都认" "usbguard is not installed: whatever is plugged in works" "hall-provision --phase usb --config /etc/hall/hall.conf" "hall-provision --phase usb --config /etc/hall/hall.conf"
    elif [[ ${unit[ActiveState]} != active ]]; then
        bad "USB 防护没有运行" "usbguard is not running" "systemctl restart usbguard；journalctl -u usbguard -n 20" "systemctl restart usbguard; journalctl -u usbguard -n 20"
    elif ask usbguard-policy usbguard get-parameter ImplicitPolicyTarget && ((answer_code == 0)); then
        if [[ ${answer} != block && ${answer} != reject ]]; then
            bad "USB 防护默认放行（${answer}）" "usbguard lets in what it does not know (${answer})" "hall-usb apply" "hall-usb apply"
        fi
    else
        unknown "usbguard 没有回答" "usbguard does not answer"
    fi
    if until=$(maintenance_until) || { read_fact /run/hall-usb-allow/until && [[ ${answer} =~ ^[0-9]+$ ]] && ((answer > right_now)) && until=${answer}; }; then
        warn "USB 暂时放开，到 $(date -d "@${until}" +%H:%M:%S)" "USB is open until $(date -d "@${until}" +%H:%M:%S)" "到时自动关闭" "closes by itself"
        return 0
    fi
    for module in usb-storage uas firewire-ohci thunderbolt; do
        if ! ask "module ${module}" modprobe --dry-run --show-depends "${module}"; then
            unknown "问不到内核模块 ${module}" "the kernel module ${module} cannot be asked"
        elif [[ ${answer_code} -eq 0 && -n ${answer} && ${answer} != *install\ /bin/false* ]]; then
            bad "内核模块 ${module} 没有禁用" "the kernel module ${module} is not denied" "hall-provision --phase usb --config /etc/hall/hall.conf" "hall-provision --phase usb --config /etc/hall/hall.conf"
        fi
    done
}
