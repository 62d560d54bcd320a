# The touch panel. Sourced by hall-doctor.
# shellcheck shell=bash
# shellcheck source=../lib/probe.sh
. "${BASH_SOURCE[0]%/*}/../lib/probe.sh"

# usb_devices VENDOR:PRODUCT: the folders of these devices in /sys.
usb_devices() {
    local folder
    for folder in "${probe_root}"/sys/bus/usb/devices/*/; do
        if [[ -r ${folder}idVendor && "$(<"${folder}idVendor"):$(<"${folder}idProduct")" == "$1" ]]; then printf '%s\n' "${folder%/}"; fi
    done
}

check A5 "触摸屏" "touch panel"
check_A5() {
    local wanted=${conf[TOUCH]:-} names
    if [[ -z ${conf[ROLE]:-} ]]; then
        no_conf
        return 0
    elif [[ ${conf[ROLE]} == lobby ]]; then
        absent "大厅显示屏没有触摸" "a lobby screen has no touch"
        return 0
    fi
    if [[ ${wanted} =~ ^([0-9a-f]{4}):([0-9a-f]{4})$ ]]; then
        look_at_usb "${wanted}"
        wanted="$((16#${BASH_REMATCH[1]})):$((16#${BASH_REMATCH[2]})):"
    else
        wanted=
    fi
    if ! ask_sway inputs; then
        no_sway
        return 0
    fi
    names=$(json "[.[] | select(.type == \"touch\" and (.identifier | startswith(\"${wanted}\"))) | .name] | join(\"、\")")
    if [[ -z ${names} ]]; then
        bad "没有触摸屏${wanted:+（${conf[TOUCH]}）}" "there is no touch panel${wanted:+ (${conf[TOUCH]})}" \
            "拔插触摸屏的 USB 线；hall-touch list 列出看得到的；被挡住的见 hall-usb show" \
            "re-plug the panel's USB cable; hall-touch list shows what is seen, hall-usb show what is blocked"
        return 0
    fi
    fact "${names}" "${names}"
    # With the only output there is, hall-wait-output binds it; that does not stand in a file.
    if [[ ${conf[OUTPUT]} != auto ]] && ask_sway config && [[ $(json .config) != *map_to_output* ]] &&
        ! grep -qs map_to_output "${probe_root}"/etc/hall/display/touch.d/*.conf; then
        bad "触摸没有绑定到显示器，旋转后会点不准" "touch is not bound to an output: taps go astray when the picture is turned" \
            "hall-touch bind，或 hall-provision" "hall-touch bind, or hall-provision"
    fi
}

# look_at_usb VENDOR:PRODUCT: what the kernel says of the device itself.
look_at_usb() {
    local folder
    while IFS= read -r folder; do
        if [[ -r ${folder}/authorized && $(<"${folder}/authorized") == 0 ]]; then
            bad "触摸屏 $1 被 USB 防护挡住了" "the touch panel $1 is blocked by USBGuard" "hall-usb learn，再 hall-usb apply" "hall-usb learn, then hall-usb apply"
        fi
        if [[ -r ${folder}/power/control && $(<"${folder}/power/control") == auto ]]; then
            warn "触摸屏会被 USB 省电停住" "USB power saving may stop the touch panel" "hall-provision（写 udev 规则）" "hall-provision (writes the udev rule)"
        fi
    done < <(usb_devices "$1")
}
