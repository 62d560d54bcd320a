# Phase usb: what may be plugged in, and no sleep for what is. Sourced by hall-provision.
# shellcheck shell=bash
# Variables come from the libraries that hall-provision has read.
# shellcheck disable=SC2154
# shellcheck source=../lib/owned.sh
. "${BASH_SOURCE[0]%/*}/../lib/owned.sh"
# shellcheck source=../lib/usbrules.sh
. "${BASH_SOURCE[0]%/*}/../lib/usbrules.sh"
files=${HALL_SCRIPTS}/phases/files

phase_usb() {
    own_file /etc/modprobe.d/60-hall.conf 0644 <"${files}/modprobe.conf"
    own_file /etc/udev/rules.d/60-hall-power.rules 0644 <"${files}/power.rules"
    # Without a list of what belongs to the machine the guard would shut out the touch panel itself.
    if [[ -s ${owned_root}${usb_installed} ]]; then
        own_file "${usb_installed}" 0600 <"${owned_root}${usb_installed}"
        usb_no_others | own_file "${usb_others}" 0600
        want_units usbguard.service
    elif [[ -s ${owned_root}${usb_learned} ]]; then
        warn "USB 名单还没有启用：看过 ${usb_learned}，执行 hall-usb apply"
    else
        warn "还没有登记 USB 设备：在装机台接好触摸屏后执行 hall-usb learn，再执行 hall-usb apply"
    fi
}

react_usb() {
    if command -v udevadm >/dev/null; then udevadm control --reload || true; fi
    if [[ -s ${usb_installed} ]]; then systemctl --no-block try-restart usbguard.service || true; fi
}
