#!/usr/bin/env bash
# Faults of a kiosk in a virtual machine: power cuts, wrong clocks, a full disk, lost memory, a kernel that panics.
. "$(dirname -- "${BASH_SOURCE[0]}")/machines/vmkiosk.sh"

[[ ${EUID} -eq 0 ]] || skip "making a disk needs root"
state=${scratch}/state
disk=${scratch}/disk

# boot [QEMU-OPTION…]: until the screens stand; sets booted to the seconds.
boot() {
    booted=$(vm_boot "${disk}" "$@") || return 1
    wait_for 240 kiosk_ready || {
        printf '%s %s\n' "$(kiosk_log hall-display)" "$(kiosk_log hall-kiosk)" >&2
        return 1
    }
}

# die_when CONDITION: inside, the power goes as soon as the shell words are true; nothing is written out any more.
die_when() {
    inside systemd-run --quiet --collect --unit=hall-test-cut bash -c "until $1; do sleep 0.02; done; echo b >/proc/sysrq-trigger"
}

wait_for_cut() {
    wait_for "$1" vm_gone "${state}" || return 1
    vm_cut "${state}"
}

sync_field() {
    inside cat /run/hall-sync/status.json 2>/dev/null |
        python3 -c 'import json, sys; value = json.load(sys.stdin).get(sys.argv[1]); print("" if value is None else value)' "$1" 2>/dev/null
}

release_is_shown() { [[ $(sync_field release_shown) =~ ^[1-9] ]]; }

case_first_boot() {
    local fresh
    boot || complain "the machine does not come up"
    fresh=$(seconds_until 120 release_is_shown) || complain "no release comes: $(kiosk_log hall-sync)"
    vm_slowness "${state}" >"${scratch}/slow"
    printf 'answers after %s s, release %s s after the screens stood; emulation %s times slower\n' "${booted}" "${fresh}" "$(<"${scratch}/slow")"
}

# shellcheck disable=SC2016 # dpkg's own field
package_state() { inside dpkg-query -W -f '${db:Status-Abbrev}' hall-kiosk; }

# While the package's own script runs, dpkg has noted it as half-configured; on Debian 13 the disk may still have it as
# unpacked only.
case_postinst() {
    local word
    die_when "pgrep -f 'info/hall-kiosk[.]postinst' >/dev/null"
    inside_seconds=60 inside bash -c 'dpkg --force-confold -i /var/cache/hall/deb/hall-kiosk_*.deb' || true
    wait_for_cut 60 || complain "the power did not go"
    vm_boot "${disk}" >/dev/null || complain "the machine does not come up again"
    word=$(package_state)
    [[ ${word} == i[UF]* ]] || complain "dpkg says ${word}, so the cut came at another moment"
    inside_seconds=300 inside hall-doctor --only A2 --repair || true
    [[ $(package_state) == 'ii '* ]] || complain "not cured: $(inside hall-doctor --only A2 2>&1)"
    [[ -z $(inside dpkg --audit) ]] || complain "dpkg is not whole"
    wait_for 120 kiosk_ready || complain "no screens after the repair: $(kiosk_log hall-kiosk)"
    printf 'after the cut %s, after hall-doctor --repair ii, screens ready\n' "${word}"
}

# Cut in the middle of provisioning, on the machine itself and with its own copy of the program.
case_provision() {
    inside rm -f /var/lib/hall-provision/phases/network /etc/sysctl.d/60-hall.conf /etc/hall/nftables.conf
    die_when 'test -e /var/lib/hall-provision/phases/network'
    inside_seconds=300 inside hall-provision --config /etc/hall/hall.conf --phase users,display,lockdown,usb,network,time,logs,updates,boot || true
    wait_for_cut 60 || complain "the power did not go: $(inside ls /var/lib/hall-provision/phases)"
    boot || complain "the machine does not come up again"
    inside_seconds=300 inside hall-provision --resume --phase users,display,lockdown,usb,network,time,logs,updates,boot ||
        complain "--resume failed: $(inside hall-provision --check 2>&1 | tail -n 20)"
    inside_seconds=300 inside hall-provision --check --phase users,display,lockdown,usb,network,time,logs,updates,boot ||
        complain "not converged"
    inside test -s /etc/hall/nftables.conf || complain "the firewall is empty"
    wait_for 120 kiosk_ready || complain "no screens afterwards"
    printf 'power cut after the network phase, --resume: converged, screens ready\n'
}

case_seatd() {
    local seconds
    inside systemctl kill --signal=KILL seatd.service
    sleep 1
    seconds=$(seconds_until 120 picture_again) || complain "no picture: $(kiosk_log seatd) $(kiosk_log hall-display)"
    within "${seconds}" "$(limit 10)" "the picture"
    # Not only until the loss is noticed.
    sleep 10
    wait_for 30 picture_again || complain "the picture did not stay: $(kiosk_log hall-display)"
    printf 'seatd killed: compositor, screens and picture again after %s s\n' "${seconds}"
}

picture_again() {
    unit_is active seatd.service && unit_is active hall-display.service && kiosk_ready && shows
}

case_full_root() {
    # What root may still take as well, at once; the last blocks one by one.
    # shellcheck disable=SC2016 # for the shell inside
    inside bash -c 'fallocate -l $(($(stat -f -c "%f * %S" /) * 49 / 50)) /var/ballast
        dd if=/dev/zero of=/var/ballast2 bs=1M status=none 2>/dev/null; dd if=/dev/zero of=/var/ballast2 bs=1k oflag=append conv=notrunc status=none 2>/dev/null; true'
    [[ $(inside df --output=avail / | tail -n 1) -lt 64 ]] || complain "the disk is not full: $(inside df /)"
    inside systemctl restart hall-display.service
    wait_for "$(limit 30)" kiosk_ready || complain "with a full disk the screens do not come up: $(kiosk_log hall-kiosk)"
    shows || complain "with a full disk there is no picture"
    inside systemctl restart hall-sync.service
    wait_for 60 doctor_says A11 bad || complain "the full disk is not told: $(inside hall-doctor --only A11 2>&1)"
    inside rm /var/ballast /var/ballast2
    inside systemctl restart hall-sync.service
    wait_for 60 unit_is active hall-sync.service || complain "hall-sync does not recover"
    printf 'screens restart and show, A11 tells, all recovers\n'
}

# The screens' own group of processes takes more than its share.
case_memory() {
    local before
    before="$(unit_pid hall-display.service) $(unit_pid hall-sync.service) $(unit_pid hall-kiosk.service)"
    inside systemctl set-property --runtime hall-kiosk.service MemoryMax=300M
    # shellcheck disable=SC2016 # for the shell inside
    inside_seconds=60 inside bash -c 'echo $$ >/sys/fs/cgroup/system.slice/hall-kiosk.service/cgroup.procs
        exec python3 -c "hog = bytearray(600 << 20)"' || true
    wait_for 30 kiosk_restarted "${before##* }" || complain "the hog is not stopped: $(kiosk_log hall-kiosk)"
    wait_for "$(limit 20)" kiosk_ready || complain "the screens do not come back: $(kiosk_log hall-kiosk)"
    inside journalctl --quiet --no-pager -b -u hall-kiosk.service | grep -qi 'oom' || complain "nothing tells of the lost memory"
    [[ "$(unit_pid hall-display.service) $(unit_pid hall-sync.service)" == "${before% *}" ]] || complain "others were killed as well"
    printf 'only the screens were stopped and started anew\n'
}

kiosk_restarted() {
    local pid
    pid=$(unit_pid hall-kiosk.service) && [[ ${pid} != "$1" ]]
}

case_panic() {
    local seconds
    inside bash -c 'test -e /dev/watchdog0' || complain "there is no watchdog: $(inside wdctl 2>&1)"
    # Not by panic= of the kernel: the device has to do it.
    inside sysctl -q kernel.panic=0
    inside bash -c '(sleep 1; echo c >/proc/sysrq-trigger) >/dev/null 2>&1 &'
    seconds=$(seconds_until 120 vm_gone "${state}") || complain "the watchdog did not reset the machine"
    vm_cut "${state}"
    within "${seconds}" 31 "the reset"
    boot || complain "the machine does not come up after the reset"
    printf 'reset by the hardware watchdog %s s after the panic, answers %s s later\n' "${seconds}" "${booted}"
}

# clock_case YEAR: the board's clock is wrong at boot; the time server is silent at first.
clock_case() {
    local last
    stop_time
    vm_cut "${state}"
    boot -rtc "base=$1-03-01T08:00:00" || complain "$1: the machine does not come up"
    shows || complain "$1: no picture"
    wait_for 60 doctor_says A10 bad || complain "$1: A10 does not tell: $(inside hall-doctor --only A10 2>&1)"
    unit_is active hall-sync.service || complain "$1: hall-sync does not run"
    vm_time
    inside systemctl restart chrony.service
    wait_for 120 right_year || complain "$1: the clock stays at $(inside date): $(kiosk_log chrony)"
    last=$(inside date -u +%Y-%m-%dT%H:%M:%SZ)
    wait_for 150 synced_after "${last}" || complain "$1: hall-sync does not get over it: $(inside hallctl status 2>&1)"
    wait_for 150 clock_is_believed || complain "$1: hall-sync holds the clock for $(sync_field clock)"
    kiosk_ready || complain "$1: the screens fell over the clock: $(kiosk_log hall-kiosk)"
    [[ $(unit_restarts hall-kiosk.service) == 0 ]] || complain "$1: the screens were restarted: $(kiosk_log hall-kiosk)"
}

right_year() { [[ $(inside date +%Y) == "$(date +%Y)" ]]; }
synced_after() { [[ $(sync_field last_ok) > $1 ]]; }

# From inside its sandbox, which keeps it from asking the kernel.
clock_is_believed() {
    inside hallctl sync >/dev/null 2>&1
    [[ $(sync_field clock) == synchronised ]]
}

case_clock() {
    local last
    clock_case 2001
    clock_case 2040
    # Back by a day while all runs.
    inside bash -c 'date -s "-1 day" >/dev/null'
    sleep 25
    kiosk_ready || complain "a jump back of a day: the screens fell: $(kiosk_log hall-kiosk)"
    [[ $(unit_restarts hall-kiosk.service) == 0 ]] || complain "a jump back of a day restarted the screens"
    inside systemctl restart chrony.service
    wait_for 120 today || complain "the clock does not come back"
    last=$(inside date -u +%Y-%m-%dT%H:%M:%SZ)
    wait_for 150 synced_after "${last}" || complain "hall-sync does not get over the jump: $(inside hallctl status 2>&1)"
    printf '2001, 2040, a day back: screens stay, A10 tells, after the time server answers content is fresh\n'
}

today() { [[ $(inside date +%F) == "$(date +%F)" ]]; }

vm_kiosk "${disk}"
vm_serve
vm_time
at_exit vm_cut "${state}"
run_case - 'from power to screens with the release' case_first_boot
if [[ -s ${scratch}/slow ]]; then
    slow=$(<"${scratch}/slow")
    run_case 11 'seatd killed: picture within 10 s' case_seatd
    run_case 16 'root full: old content stays' case_full_root
    # However that ended, what follows has room.
    inside rm -f /var/ballast /var/ballast2 || true
    run_case 20a 'memory hog in the screens: only they are stopped' case_memory
    run_case 20b 'kernel panic: hardware reset within 30 s' case_panic
    run_case 5b "power cut in a package's own script: repaired offline" case_postinst
    run_case 4 'power cut after a phase on the machine itself, --resume' case_provision
    run_case 17 'clock 2001, 2040, a day back' case_clock
fi
cases_done
