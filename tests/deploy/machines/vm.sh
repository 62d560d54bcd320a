# Boots a root file system in QEMU without KVM: a real kernel, DRM by virtio-gpu, keys, touch, power cuts. The test
# talks to it by QMP and by a serial line on which a shell of root listens. Sourced, never run.
# shellcheck shell=bash
# shellcheck source=roots.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/roots.sh"

# vm_disk ROOT DISK SIZE: an ext4 image of the tree, without mounting anything.
vm_disk() {
    rm -f "$2"
    truncate -s "$3" "$2"
    nice -n 10 mke2fs -q -t ext4 -L hall-root -E lazy_itable_init=0,nodiscard -d "$1" "$2"
}

# vm_prepare ROOT: what a test needs beside the kiosk: a shell of root on the second serial line, so that a machine
# whose network is locked can still be asked, and re-plugging by the kernel's own words.
vm_prepare() {
    cat >"$1/etc/systemd/system/hall-test-shell.service" <<'UNIT'
[Unit]
Description=Shell of the tests
DefaultDependencies=no
After=systemd-remount-fs.service
[Service]
ExecStart=/usr/bin/python3 /usr/local/lib/hall-test-shell
Restart=always
RestartSec=1
[Install]
WantedBy=sysinit.target
UNIT
    mkdir -p "$1/usr/local/lib" "$1/etc/systemd/system/sysinit.target.wants" "$1/etc/udev/rules.d"
    cp "${hall_machines}/test-shell.py" "$1/usr/local/lib/hall-test-shell"
    cp "${hall_machines}/../touchdev.py" "$1/usr/local/lib/touchdev.py"
    ln -sf ../hall-test-shell.service "$1/etc/systemd/system/sysinit.target.wants/hall-test-shell.service"
    # The only network card, for systemd of Debian 12 and 13 alike.
    printf '[Match]\nName=e*\n[Network]\nDHCP=ipv4\n' >"$1/etc/systemd/network/20-hall-test.network"
    systemctl --root="$1" --quiet enable systemd-networkd.service
    # A written uevent carries its words with SYNTH_ARG_ before them; sway listens for HOTPLUG.
    printf 'SUBSYSTEM=="drm", ENV{SYNTH_ARG_HOTPLUG}=="1", ENV{HOTPLUG}="1"\n' >"$1/etc/udev/rules.d/99-hall-test.rules"
    printf 'LABEL=hall-root / ext4 rw,errors=remount-ro 0 1\n' >"$1/etc/fstab"
}

# vm_kernel KERNEL INITRD: QEMU's words for starting these directly; words for the kernel come from HALL_VM_KERNEL.
vm_kernel() {
    vm_way=(-kernel "$1" -initrd "$2"
        -append "root=LABEL=hall-root rw console=ttyS0 quiet loglevel=3 vt.global_cursor_default=0 ${HALL_VM_KERNEL:-}")
}

# vm_firmware STATE: QEMU's words for a firmware of UEFI that finds on the disk what to start, with Secure Boot on. What
# it remembers lies in STATE.
vm_firmware() {
    local place=/usr/share/OVMF
    [[ -s ${place}/OVMF_CODE_4M.ms.fd ]] || fail "The firmware (package ovmf) is not installed." 3
    [[ -s $1/firmware ]] || { mkdir -p "$1" && cp "${place}/OVMF_VARS_4M.ms.fd" "$1/firmware"; }
    vm_way=(-machine smm=on -global 'driver=cfi.pflash01,property=secure,value=on'
        -drive "if=pflash,format=raw,unit=0,readonly=on,file=${place}/OVMF_CODE_4M.ms.fd"
        -drive "if=pflash,format=raw,unit=1,file=$1/firmware")
}

# vm_start STATE DISK [QEMU-OPTION…]: vm_way says how it starts. The machine that runs the tests is 10.0.2.2 inside;
# HALL_VM_SSH is a port of it that leads to the kiosk's ssh. A reset ends QEMU, so that a test may count the resets.
vm_start() {
    local state=$1 disk=$2
    shift 2
    mkdir -p "${state}"
    rm -f "${state}/qmp" "${state}/shell"
    nice -n 10 qemu-system-x86_64 -machine q35,usb=on -accel tcg,thread=multi -smp 2 -m "${HALL_VM_MEMORY:-2048}" "${vm_way[@]}" \
        -drive "file=${disk},format=raw,if=virtio,cache=unsafe" -device "virtio-gpu-pci,${HALL_VM_SCREEN:-xres=1280,yres=800}" -display none -vga none \
        -nic "user,id=cable,model=virtio-net-pci${HALL_VM_SSH:+,hostfwd=tcp:127.0.0.1:${HALL_VM_SSH}-:22}" \
        -device virtio-keyboard-pci -device virtio-rng-pci -device i6300esb \
        -device virtio-serial-pci -chardev "socket,id=shell,path=${state}/shell,server=on,wait=off" \
        -device virtserialport,chardev=shell,name=hall.shell \
        -serial "file:${state}/console.log" -qmp "unix:${state}/qmp,server=on,wait=off" -no-reboot \
        "$@" >"${state}/qemu.log" 2>&1 </dev/null 9>&- &
    printf '%s\n' "$!" >"${state}/pid"
    wait_for 10 test -S "${state}/qmp" || fail "QEMU does not start: $(cat "${state}/qemu.log")"
}

# vm_inside STATE SECONDS COMMAND…: as root in the machine; the command's output and exit code are ours, 124 after the time.
vm_inside() {
    local state=$1 seconds=$2
    shift 2
    python3 "${hall_machines}/ask.py" "${state}/shell" "${seconds}" "$*"
}

vm_answers() {
    vm_inside "$1" 3 true >/dev/null 2>&1
}

vm_qmp() {
    python3 "${hall_machines}/../qmp.py" "$1/qmp" "${@:2}"
}

# vm_picture STATE FILE: what the screen shows, as PPM.
vm_picture() {
    vm_qmp "$1" screendump "$2"
}

# vm_cut STATE: the power goes.
vm_cut() {
    local pid
    [[ -s $1/pid ]] || return 0
    pid=$(<"$1/pid")
    stop_process "${pid}" qemu KILL
    wait "${pid}" 2>/dev/null || true
    rm -f "$1/pid"
}

# vm_cable STATE on|off: the cable of the network.
vm_cable() {
    vm_qmp "$1" set_link "{\"name\": \"cable\", \"up\": $([[ $2 == on ]] && echo true || echo false)}" >/dev/null
}

# vm_gone STATE: it was reset or switched off.
vm_gone() {
    process_gone "$(<"$1/pid")" qemu
}

# vm_slowness STATE: how many times slower than this machine the emulated one is just now, at least 1. The limits of the
# cases hold for a real kiosk.
vm_slowness() {
    local loop='import time; t = time.monotonic(); n = 0
for i in range(1000000): n += i * i
print(time.monotonic() - t)' here there
    here=$(python3 -c "${loop}")
    there=$(vm_inside "$1" 120 "python3 -c '${loop}'") || return 1
    awk "BEGIN { value = ${there} / ${here}; printf \"%.1f\\n\", value < 1 ? 1 : value }"
}
