# Phase usb: what may be plugged in, and no sleep for what is. Sourced by hall-provision.
# shellcheck shell=bash
# Variables come from the libraries that hall-provision has read.
# shellcheck disable=SC2154
# shellcheck source=../lib/owned.sh
. "${BASH_SOURCE[0]%/*}/../lib/owned.sh"
files=${HALL_SCRIPTS}/phases/files

phase_usb() {
    own_file /etc/modprobe.d/60-hall.conf 0644 <"${files}/modprobe.conf"
    own_file /etc/udev/rules.d/60-hall-power.rules 0644 <"${files}/power.rules"
    if usb_is_learned; then
        want_units usbguard.service
    else
        warn "还没有登记 USB 设备：在装机台接好触摸屏后执行 hall-usb learn，再执行一次 hall-provision"
    fi
}

# Without a list of what belongs to the machine the guard would shut out the touch panel itself.
usb_is_learned() {
    [[ -s ${owned_root}/etc/hall/usb.rules || -s ${owned_root}/etc/usbguard/rules.conf ]] || compgen -G "${owned_root}/etc/usbguard/rules.d/*.conf" >/dev/null
}

react_usb() {
    if command -v udevadm >/dev/null; then udevadm control --reload || true; fi
}
