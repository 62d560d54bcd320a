#!/usr/bin/env bash
# The display of a kiosk in a virtual machine: no screen at boot, re-plugging, touch in a turned picture, keys, screen
# hours. HALL_LONG_TESTS=1: the screen is off for ten minutes instead of one.
. "$(dirname -- "${BASH_SOURCE[0]}")/machines/vmkiosk.sh"

[[ ${EUID} -eq 0 ]] || skip "making a disk needs root"
state=${scratch}/state
disk=${scratch}/disk

# The panel stands with its left edge up. Corners of the picture, clockwise from the upper left, as places on the panel.
corners=('0.03 0.97' '0.03 0.03' '0.97 0.03' '0.97 0.97')

pids() {
    printf '%s %s' "$(unit_pid hall-display.service)" "$(unit_pid hall-kiosk.service)"
}

# four_corners: taps them, and the screens must ask for the technician's PIN, which they do for right corners only.
four_corners() {
    local since words
    since=$(inside date '+%Y-%m-%d %H:%M:%S')
    words=$(printf 'tap %s;' "${corners[@]}")
    # In one go: the gesture has a time of its own.
    # shellcheck disable=SC2016 # for the shell inside
    inside bash -c 'IFS=";"; for tap in $1; do echo "${tap}" >/run/touchdev; sleep 0.4; done' bash "${words}"
    wait_for "$(limit 2)" pin_was_asked "${since}" || return 1
    # The page closes by itself before long.
    sleep 35
}

pin_was_asked() {
    inside journalctl --quiet --no-pager --since="$1" -u hall-kiosk.service | grep -q 'PIN of the technician'
}

case_dark_boot() {
    local up seconds
    up=$(HALL_VM_KERNEL="video=${vm_output}:d" vm_boot "${disk}" -rtc base=utc) || complain "the machine does not come up"
    wait_for 120 unit_is active hall-display.service || complain "no compositor: $(kiosk_log hall-display)"
    sleep 30
    [[ $(unit_restarts hall-display.service) == 0 ]] || complain "the compositor was restarted without a screen: $(kiosk_log hall-display)"
    unit_is active hall-kiosk.service && complain "the screens run without a screen"
    unit_is failed hall-kiosk.service && complain "the screens have failed: $(kiosk_log hall-kiosk)"
    slow=$(vm_slowness "${state}") && printf '%s\n' "${slow}" >"${scratch}/slow"
    vm_plug on
    seconds=$(seconds_until 120 kiosk_ready) || complain "no picture after plugging in: $(kiosk_log hall-output) $(kiosk_log hall-kiosk)"
    shows || complain "the picture is dead"
    [[ $(unit_restarts hall-display.service) == 0 ]] || complain "the compositor was restarted"
    within "${seconds}" "$(limit 5)" "the picture"
    printf 'answers after %s s; picture %s s after plugging in, emulation %s times slower\n' "${up}" "${seconds}" "${slow}"
}

case_touch() {
    local before
    before=$(pids)
    wait_for "$(limit 10)" doctor_says A5 bad || complain "the missing panel is not told: $(inside hall-doctor --only A5 2>&1)"
    vm_panel on || complain "no panel"
    four_corners || complain "a panel that was absent at boot: the taps do not arrive: $(kiosk_log hall-kiosk)"
    before=$(pids)
    vm_panel off
    wait_for "$(limit 10)" doctor_says A5 bad || complain "the pulled panel is not told"
    [[ $(pids) == "${before}" ]] || complain "something was restarted"
    vm_panel on
    wait_for "$(limit 10)" doctor_says A5 ok || complain "the panel is not seen again: $(inside hall-doctor --only A5 2>&1)"
    four_corners || complain "after re-plugging the taps do not arrive"
    printf 'absent at boot, pulled and back: told by A5, taps right\n'
}

case_plug() {
    local before round seconds most=0
    before=$(pids)
    for round in 1 2 3 4 5 6 7 8 9 10; do
        vm_plug off
        sleep 1
        vm_plug on
        seconds=$(seconds_until 60 shows) || complain "round ${round}: no picture: $(kiosk_log hall-display)"
        most=$(awk "BEGIN { print (${seconds} > ${most}) ? ${seconds} : ${most} }")
    done
    [[ $(pids) == "${before}" ]] || complain "something was restarted: ${before}, now $(pids)"
    inside hall-screen status | grep -q '方向 270' || complain "not turned any more: $(inside hall-screen status)"
    four_corners || complain "after re-plugging the corners are wrong"
    printf 'ten times, no restart, the picture at most %s s later, four corners right\n' "${most}"
}

terminal() {
    inside cat /sys/class/tty/tty0/active
}

press_all() {
    local number
    for number in 1 2 3 4 5 6 7 8 9 10 11 12; do vm_qmp "${state}" keys "ctrl-alt-f${number}" "alt-f${number}"; done
    vm_qmp "${state}" keys ctrl-alt-delete ctrl-alt-backspace alt-f4 alt-tab meta_l meta_l-ret meta_l-shift-e meta_l-d alt-esc \
        ctrl-esc print alt-print ctrl-alt-print alt-sysrq-b ctrl-c ctrl-q ctrl-w f11 esc menu 2>/dev/null
}

case_keys() {
    local before boot
    before="$(pids) $(terminal)"
    boot=$(inside cat /proc/sys/kernel/random/boot_id)
    press_all
    sleep "$(limit 1)"
    [[ "$(pids) $(terminal)" == "${before}" ]] || complain "the keys did something: ${before}, now $(pids) $(terminal)"
    [[ $(inside cat /proc/sys/kernel/random/boot_id) == "${boot}" ]] || complain "the machine was restarted"
    shows || complain "the picture is gone"
    # The control: without our line the same keys lead away.
    inside sed -i.kept '/srvrkeys:none/d' /etc/hall/display/sway.conf
    inside systemctl restart hall-display.service
    wait_for "$(limit 20)" kiosk_ready || complain "the screens do not come back"
    before=$(terminal)
    vm_qmp "${state}" keys ctrl-alt-f4
    wait_for "$(limit 3)" other_terminal "${before}" || complain "the control: Ctrl+Alt+F4 does nothing even without our setting"
    inside mv /etc/hall/display/sway.conf.kept /etc/hall/display/sway.conf
    # VT_ACTIVATE of linux/vt.h
    inside python3 -c 'import fcntl; fcntl.ioctl(open("/dev/tty0", "wb"), 0x5606, 1)'
    inside systemctl restart hall-display.service
    wait_for "$(limit 20)" kiosk_ready || complain "the screens do not come back after the control"
    printf '45 keys: %s, same processes; without srvrkeys:none the terminal changes\n' "${before}"
}

other_terminal() { [[ $(terminal) != "$1" ]]; }

frame_since() {
    local frame
    frame=$(kiosk_status lastFrame)
    [[ ${frame} > $1 ]]
}

case_hours() {
    local before rest=60 since seconds
    if [[ ${HALL_LONG_TESTS:-} == 1 ]]; then rest=600; fi
    before=$(pids)
    inside hall-screen off || complain "hall-screen off failed"
    sleep "${rest}"
    [[ $(pids) == "${before}" ]] || complain "something was restarted while the screen was off: $(kiosk_log hall-kiosk)"
    inside hall-screen status >/dev/null || complain "the state read back is not the wanted one: $(inside hall-screen status)"
    since=$(inside date -u +%Y-%m-%dT%H:%M:%SZ)
    inside hall-screen on || complain "hall-screen on failed"
    seconds=$(seconds_until 60 frame_since "${since}") || complain "no frame after switching on"
    within "${seconds}" "$(limit 2)" "the first frame"
    [[ $(pids) == "${before}" ]] || complain "something was restarted"
    printf 'off for %s s, no restart; frame %s s after on\n' "${rest}" "${seconds}"
}

screen_is() { inside hall-screen status | grep -q "现在 $1，应为 $1"; }

# Switched on outside of the hours: the screen goes off as soon as there is one, and one that lights up by itself goes
# off with the next beat. The screens are not restarted for it.
case_night() {
    local before
    # shellcheck disable=SC2016 # for the shell inside
    inside sh -c 'sed -i "/^SCREEN_O/d" /etc/hall/hall.conf
        printf "SCREEN_ON=%s\nSCREEN_OFF=%s\n" "$(date -d "1 hour" +%H:%M)" "$(date -d "2 hours" +%H:%M)" >>/etc/hall/hall.conf
        rm -f /run/hall-display/power
        systemctl restart hall-display.service'
    wait_for "$(limit 30)" screen_is off || complain "in the night: $(inside hall-screen status 2>&1)"
    wait_for "$(limit 60)" kiosk_ready || complain "the screens are not up: $(kiosk_log hall-kiosk)"
    before=$(pids)
    inside sh -c 'SWAYSOCK=/run/hall-display/sway.sock swaymsg -q "output * dpms on"'
    wait_for "$(limit 90)" screen_is off || complain "after a beat: $(inside hall-screen status 2>&1) $(kiosk_log hall-screen-apply)"
    inside journalctl -u hall-heartbeat -o cat | grep -q '屏幕应为 off' || complain "nobody says so: $(kiosk_log hall-heartbeat)"
    inside hall-screen on >/dev/null || complain "it does not come on"
    screen_is on || complain "by hand: $(inside hall-screen status 2>&1)"
    [[ $(pids) == "${before}" ]] || complain "something was restarted"
}

vm_kiosk "${disk}" ORIENTATION=portrait-left "OUTPUT=${vm_output}"
vm_serve
at_exit vm_cut "${state}"
run_case 12 'boot without a screen, plugged in after 30 s' case_dark_boot
if [[ -s ${scratch}/slow ]]; then
    slow=$(<"${scratch}/slow")
    run_case 14 'touch panel absent at boot, pulled, back' case_touch
    run_case 13 'unplugged and plugged ten times, turned picture' case_plug
    run_case 15 'no key leads away' case_keys
    run_case 10 'screen off on purpose, then on' case_hours
    run_case 10b 'outside of the hours the screen is off, whoever lights it' case_night
fi
cases_done
