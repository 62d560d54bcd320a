# A kiosk in a virtual machine: what kiosk.sh sets up and asks, by other ways. Sourced by level 3, never run.
# shellcheck shell=bash
# shellcheck source=kiosk.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/kiosk.sh"
# shellcheck source=vm.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/vm.sh"

vm_output=Virtual-1 # what the kernel and sway call the screen of virtio-gpu

inside() {
    vm_inside "${state}" "${inside_seconds:-30}" "$(printf '%q ' "$@")"
}

# kiosk_picture FILE: what the panel itself would show.
kiosk_picture() {
    vm_picture "${state}" "$1" 2>/dev/null
}

# vm_kiosk DISK [NAME=VALUE…]: makes DISK, and beside it .kernel and .initrd.
vm_kiosk() {
    local disk=$1 place=${scratch}/root
    shift
    kiosk_root "${place}"
    kiosk_provision "${place}" "$@"
    vm_prepare "${place}"
    cp "$(find "${place}/boot" -name 'vmlinuz-*' | sort -V | tail -n 1)" "${disk}.kernel"
    cp "$(find "${place}/boot" -name 'initrd.img-*' | sort -V | tail -n 1)" "${disk}.initrd"
    vm_disk "${place}" "${disk}" 4G
    remove_tree "${place}"
}

# vm_boot DISK [QEMU-OPTION…]: until the shell of the tests answers; prints the seconds.
vm_boot() {
    local disk=$1
    shift
    vm_start "${state}" "${disk}" "${disk}.kernel" "${disk}.initrd" "$@"
    seconds_until 240 vm_answers "${state}" || {
        printf 'no answer: %s\n' "$(tail -c 1500 "${state}/console.log")" >&2
        return 1
    }
}

# vm_plug on|off: the cable. The kernel believes what is written, and tells sway.
vm_plug() {
    local word=off
    if [[ $1 == on ]]; then word=detect; fi
    inside bash -c "echo ${word} >/sys/class/drm/card0-${vm_output}/status &&
        echo 'change 01234567-89ab-cdef-0123-456789abcdef HOTPLUG=1' >/sys/class/drm/card0/uevent"
}
