# What may be plugged in. Sourced by hall-doctor.
# shellcheck shell=bash
# shellcheck source=../lib/probe.sh
. "${BASH_SOURCE[0]%/*}/../lib/probe.sh"

# Only what is on our list may come in, whatever Debian's package wrote down when it was installed.
look_at_rules() {
    local ours=/etc/usbguard/rules.d/60-hall.conf list file line count
    if [[ ! -e ${probe_root}${ours} ]]; then
        bad "没有启用 USB 名单，装机时插着的键盘和 U 盘可能一直放行" "no list of USB devices is in force: keyboards and sticks of the installation may still be let in" \
            "插好触摸屏，hall-usb learn，看过名单后 hall-usb apply" "plug in the touch panel, hall-usb learn, read the list, hall-usb apply"
        return 0
    fi
    for file in "${probe_root}/etc/usbguard/rules.conf" "${probe_root}"/etc/usbguard/rules.d/*.conf; do
        if [[ ! -e ${file} ]]; then continue; fi
        if ! read_fact "${file#"${probe_root}"}"; then
            unknown "读不了 ${file#"${probe_root}"}" "${file#"${probe_root}"} cannot be read"
            return 0
        fi
        if [[ ${file} == *"${ours}" ]]; then list=${answer}; fi
    done
    for file in "${probe_root}/etc/usbguard/rules.conf" "${probe_root}"/etc/usbguard/rules.d/*.conf; do
        if ! read_fact "${file#"${probe_root}"}"; then continue; fi
        count=0
        while IFS= read -r line; do
            if [[ ${line} =~ ^[[:space:]]*allow ]] && ! grep -qxF -- "${line}" <<<"${list}"; then count=$((count + 1)); fi
        done <<<"${answer}"
        file=${file#"${probe_root}"}
        if ((count > 0)) && [[ ${file} == */rules.conf ]]; then
            bad "${file} 另外放行 ${count} 个设备，不在名单里" "${file} lets in ${count} devices that are not on the list" "hall-usb apply" "hall-usb apply"
        elif ((count > 0)); then
            bad "${file} 另外放行 ${count} 个设备，不在名单里" "${file} lets in ${count} devices that are not on the list" \
                "删掉这个文件，再 systemctl restart usbguard" "remove this file, then systemctl restart usbguard"
        fi
    done
}

check B7 "USB 防护" "USB policy"
check_B7() {
    local until module
    if ! ask_unit usbguard.service; then
        no_systemd
    elif [[ ${unit[LoadState]} != loaded ]]; then
        bad "没有装 usbguard，插什么都认" "usbguard is not installed: whatever is plugged in works" "hall-provision（会装上），再 hall-usb learn、hall-usb apply" "hall-provision installs it; then hall-usb learn and hall-usb apply"
    elif [[ ${unit[ActiveState]} != active ]]; then
        bad "USB 防护没有运行" "usbguard is not running" "systemctl restart usbguard；journalctl -u usbguard -n 20" "systemctl restart usbguard; journalctl -u usbguard -n 20"
    elif ask usbguard-policy usbguard get-parameter ImplicitPolicyTarget && ((answer_code == 0)); then
        if [[ ${answer} != block && ${answer} != reject ]]; then
            bad "USB 防护默认放行（${answer}）" "usbguard lets in what it does not know (${answer})" "hall-usb apply" "hall-usb apply"
        fi
    else
        unknown "usbguard 没有回答" "usbguard does not answer"
    fi
    if [[ ${unit[LoadState]:-} == loaded ]]; then look_at_rules; fi
    if until=$(maintenance_until) || { read_fact /run/hall-usb-allow/until && [[ ${answer} =~ ^[0-9]+$ ]] && ((answer > right_now)) && until=${answer}; }; then
        warn "USB 暂时放开，到 $(date -d "@${until}" +%H:%M:%S)" "USB is open until $(date -d "@${until}" +%H:%M:%S)" "到时自动关闭" "closes by itself"
        return 0
    fi
    for module in usb-storage uas firewire-ohci thunderbolt; do
        if ! ask "module ${module}" modprobe --dry-run --show-depends "${module}"; then
            unknown "问不到内核模块 ${module}" "the kernel module ${module} cannot be asked"
        elif [[ ${answer_code} -eq 0 && -n ${answer} && ${answer} != *install\ /bin/false* ]]; then
            bad "内核模块 ${module} 没有禁用" "the kernel module ${module} is not denied" "hall-provision --config /etc/hall/hall.conf --phase usb" "hall-provision --config /etc/hall/hall.conf --phase usb"
        fi
    done
}
