# A kiosk in a virtual machine: what kiosk.sh sets up and asks, by other ways. The central server is a real nginx on the
# machine that runs the tests, the time server a real chronyd that leaves this machine's clock alone. Sourced by level
# 3, never run.
# shellcheck shell=bash
# shellcheck source=kiosk.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/kiosk.sh"
# shellcheck source=vm.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/vm.sh"

vm_output=Virtual-1           # what the kernel and sway call the screen of virtio-gpu
vm_host=10.0.2.2              # this machine, as seen from inside
vm_pin=271828                 # of the technician's page
vm_port=$((18000 + $$ % 900)) # of the central server

inside() {
    vm_inside "${state}" "${inside_seconds:-60}" "$(printf '%q ' "$@")"
}

# kiosk_picture FILE: what the panel itself would show.
kiosk_picture() {
    vm_picture "${state}" "$1" 2>/dev/null
}

# vm_serve: the tree that the root of the machine has published, by nginx.
vm_serve() {
    cat >"${scratch}/nginx.conf" <<NGINX
worker_processes 1;
pid ${scratch}/nginx.pid;
error_log ${scratch}/nginx.err;
events { }
http { access_log ${scratch}/access.log; server { listen 127.0.0.1:${vm_port}; root ${scratch}/tree; } }
NGINX
    # Only what is served: a key that others may read is none for ssh.
    chmod a+rx "${scratch}"
    chmod -R a+rX "${scratch}/tree/"
    nginx -c "${scratch}/nginx.conf" 9>&- || complain "the central server does not start: $(tail -n 3 "${scratch}/nginx.err")"
    at_exit nginx -c "${scratch}/nginx.conf" -s stop
}

# vm_time: a time server without a network of its own; it does not touch this machine's clock.
vm_time() {
    printf 'local stratum 5\nallow\nport 123\ncmdport 0\nbindaddress 127.0.0.1\npidfile %s/chronyd.pid\n' "${scratch}" >"${scratch}/chrony.conf"
    chronyd -x -u root -f "${scratch}/chrony.conf" >"${scratch}/chrony.log" 2>&1 9>&- ||
        complain "the time server does not start: $(tail -n 3 "${scratch}/chrony.log")"
    at_exit stop_time
}

stop_time() {
    if [[ -s ${scratch}/chronyd.pid ]]; then stop_process "$(<"${scratch}/chronyd.pid")" chronyd; fi
}

# vm_kiosk DISK [NAME=VALUE…]: makes DISK, and beside it .kernel and .initrd. A script's own vm_also ROOT alters the
# root before that.
vm_kiosk() {
    local disk=$1 place=${scratch}/root
    shift
    kiosk_root "${place}"
    kiosk_content "${place}"
    cp "${place}/srv/hall/keys/root.json" "${scratch}/root.json"
    mv "${place}/srv/hall/tree" "${scratch}/tree"
    rm -rf "${place}/srv/hall"
    kiosk_provision "${place}" "SERVER_URL=http://${vm_host}:${vm_port}/" "NTP=${vm_host}" "$@"
    printf '%s\n' "${vm_pin}" | chroot "${place}" /usr/bin/env -i PATH=/usr/bin:/bin QT_QPA_PLATFORM=offscreen hall-kiosk --hash-pin \
        >"${place}/etc/hall/secrets/technician.pin" 2>"${scratch}/run.log" || complain "no hash of the PIN: $(<"${scratch}/run.log")"
    chmod 0600 "${place}/etc/hall/secrets/technician.pin"
    vm_prepare "${place}"
    if declare -F vm_also >/dev/null; then vm_also "${place}"; fi
    cp "$(find "${place}/boot" -name 'vmlinuz-*' | sort -V | tail -n 1)" "${disk}.kernel"
    cp "$(find "${place}/boot" -name 'initrd.img-*' | sort -V | tail -n 1)" "${disk}.initrd"
    vm_disk "${place}" "${disk}" 4G
    remove_tree "${place}"
}

# vm_boot DISK [QEMU-OPTION…]: until the shell of the tests answers; prints the seconds.
vm_boot() {
    local disk=$1
    shift
    vm_kernel "${disk}.kernel" "${disk}.initrd"
    vm_start "${state}" "${disk}" "$@"
    seconds_until 300 vm_answers "${state}" || {
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

# vm_panel on|off: the touch panel.
vm_panel() {
    if [[ $1 == off ]]; then
        inside python3 /usr/local/lib/touchdev.py gone
        return
    fi
    inside modprobe uinput
    inside systemd-run --quiet --collect --unit=hall-test-panel python3 /usr/local/lib/touchdev.py serve
    wait_for 20 inside test -p /run/touchdev
}

# A picture of many colours is on the panel.
shows() {
    kiosk_shows "${scratch}/now.ppm"
}

# doctor_says CHECK STATE
# hall-doctor ends with 1 where something is wrong, and that is what is looked for.
doctor_says() {
    [[ $(inside hall-doctor --only "$1" --json 2>/dev/null || true) == *"\"state\":\"$2\""* ]]
}

# limit SECONDS: what a real kiosk may take, on the emulated one that is ${slow} times slower; see vm_slowness.
slow=1
limit() {
    awk "BEGIN { printf \"%d\n\", $1 * ${slow} + 0.999 }"
}

# within SECONDS MOST WHAT
within() {
    awk "BEGIN { exit !($1 <= $2) }" || complain "$3 took $1 s, more than $2 s"
}
