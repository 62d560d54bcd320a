#!/usr/bin/env bash
# A kiosk whose root is an overlay in memory: what is written to the system is gone with the power, what was fetched
# and logged is not, and a technician can still change the system in a maintenance window.
. "$(dirname -- "${BASH_SOURCE[0]}")/machines/vmkiosk.sh"

[[ ${EUID} -eq 0 ]] || skip "making a disk needs root"
state=${scratch}/state
disk=${scratch}/disk
lasting=()

# What has to last lies on partitions of its own; hall-sync leaves a part of its own unused.
vm_also() {
    local place=$1 name size
    # As an installed Debian has it; the identity of an image is tried by l3_disk.sh.
    systemd-machine-id-setup --root="${place}" >/dev/null
    for name in lib/hall:2G log/journal:128M; do
        size=${name#*:}
        name=${name%:*}
        mkdir -p "${place}/var/${name}"
        truncate -s "${size}" "${scratch}/${name##*/}"
        mke2fs -q -t ext4 -L "last-${name##*/}" -d "${place}/var/${name}" "${scratch}/${name##*/}"
        printf 'LABEL=last-%s /var/%s ext4 defaults 0 2\n' "${name##*/}" "${name}" >>"${place}/etc/fstab"
        lasting+=(-drive "file=${scratch}/${name##*/},format=raw,if=virtio,cache=unsafe")
    done
}

boot() {
    booted=$(vm_boot "${disk}" "${lasting[@]}") || complain "the machine does not come up"
    wait_for 240 kiosk_ready || complain "no screens: $(kiosk_log hall-display) $(kiosk_log hall-kiosk)"
}

release_is_shown() { inside grep -q '"release_shown": *1' /run/hall-sync/status.json; }

root_is_overlay() { [[ $(inside findmnt -n -o FSTYPE /) == overlay ]]; }

case_up() {
    boot
    root_is_overlay || complain "the root is $(inside findmnt -n -o FSTYPE,OPTIONS /)"
    if inside systemctl is-failed --quiet systemd-remount-fs.service; then
        complain "the root is not as systemd wants it: $(kiosk_log systemd-remount-fs)"
    fi
    wait_for 150 release_is_shown || complain "no release: $(kiosk_log hall-sync)"
    wait_for 60 doctor_says B13 ok || complain "hall-doctor: $(inside hall-doctor --only B13 2>&1)"
    shows || complain "there is no picture"
    printf 'answers after %s s; the root is an overlay, B13 is content, the release is shown\n' "${booted}"
}

case_cut() {
    local before
    before=$(inside cat /proc/sys/kernel/random/boot_id | tr -d -)
    inside bash -c 'echo changed >/etc/motd.test; rm -f /usr/bin/hall-kiosk; sync'
    inside journalctl --sync
    nginx -c "${scratch}/nginx.conf" -s stop
    vm_cut "${state}"
    boot
    inside test ! -e /etc/motd.test || complain "what was written to /etc is still there"
    inside test -x /usr/bin/hall-kiosk || complain "the deleted program is gone for good"
    wait_for 60 release_is_shown || complain "the fetched release is gone: $(kiosk_log hall-sync)"
    inside journalctl --quiet --no-pager --list-boots | grep -q "${before}" || complain "the log of the time before is gone"
    vm_serve
    printf 'changes gone, program back, release and log kept\n'
}

case_window() {
    local code=0
    inside hall-provision --config /etc/hall/hall.conf --phase time >"${scratch}/words" 2>&1 || code=$?
    ((code == 4)) || complain "hall-provision without a window ended with ${code}: $(<"${scratch}/words")"
    grep -q 'hall-maintenance begin' "${scratch}/words" || complain "hall-provision ended with ${code}: $(<"${scratch}/words")"
    inside hall-maintenance begin --minutes 30 >"${scratch}/words" 2>&1 || complain "no window: $(<"${scratch}/words")"
    grep -q overlayroot-chroot "${scratch}/words" || complain "it does not tell how: $(<"${scratch}/words")"
    inside overlayroot-chroot test -c /dev/null || complain "there are no devices in the window"
    inside overlayroot-chroot sed -i 's/^NTP=.*/NTP=10.0.2.3/' /etc/hall/hall.conf || complain "nothing can be changed in the window"
    inside_seconds=200 inside overlayroot-chroot hall-provision --config /etc/hall/hall.conf --phase time >"${scratch}/words" 2>&1 ||
        complain "hall-provision in the window: $(tail -n 12 "${scratch}/words")"
    inside hall-maintenance end || complain "the window does not close"
    vm_cut "${state}"
    boot
    inside grep -rq '10\.0\.2\.3' /etc/chrony /etc/systemd/system || complain "the change did not last"
    root_is_overlay || complain "the root is no overlay any more"
    printf 'refused without a window; changed by hall-provision in it; lasts\n'
}

vm_kiosk "${disk}" READONLY_ROOT=yes
vm_serve
at_exit vm_cut "${state}"
run_case RO1 'read-only root: boots, shows, fetches' case_up
run_case RO2 'power cut: the system as before, the content kept' case_cut
run_case RO3 'changed in a maintenance window' case_window
cases_done
