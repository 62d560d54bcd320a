#!/usr/bin/env bash
# The screens' units in a container: from power to picture, crash loop, hang, lost compositor, full disk.
. "$(dirname -- "${BASH_SOURCE[0]}")/machines/kiosk.sh"

[[ ${EUID} -eq 0 ]] || skip "a container needs root"
place=${scratch}/root
state=${scratch}/state
kiosk_root "${place}"
kiosk_settings "${place}"
kiosk_headless "${place}"
kiosk_content "${place}"
# The cache on a small file system of its own, to be filled.
mkdir -p "${scratch}/cache"
mount -t tmpfs -o size=64m tmpfs "${scratch}/cache"
at_exit umount -l "${scratch}/cache"

boot_to_picture() {
    local up picture
    nspawn_start "${state}" "${place}" --private-network --bind="${scratch}/cache:/var/lib/hall/cache"
    up=$(seconds_until 60 nspawn_running "${state}") || complain "the system does not come up: $(tail -n 20 "${state}/console.log")"
    picture=$(seconds_until 60 kiosk_ready) || complain "the screens do not come up: $(kiosk_log hall-display) $(kiosk_log hall-kiosk)"
    kiosk_shows "${scratch}/first.ppm" || complain "the picture is dead: $(python3 "${hall_machines}/look.py" "${scratch}/first.ppm")"
    printf 'system up after %s s, picture %s s later\n' "${up}" "${picture}"
}

fallback_shows() { unit_is active hall-fallback.service; }

# crash_loop: as often as it starts, it gets a segmentation fault, until the fallback page stands.
crash_loop() {
    local pid
    while ! fallback_shows; do
        if pid=$(unit_pid hall-kiosk.service); then inside kill -SEGV "${pid}" 2>/dev/null || true; fi
        sleep 0.3
        ((SECONDS < end)) || return 1
    done
}

case_crash_loop() {
    local round end started first='' second=''
    for round in first second; do
        end=$((SECONDS + 40)) started=${EPOCHREALTIME}
        crash_loop || complain "${round}: no fallback page: $(kiosk_log hall-kiosk) $(kiosk_log hall-fallback)"
        printf -v "${round}" '%.1f' "$(awk "BEGIN { print ${EPOCHREALTIME} - ${started} }")"
        sleep 1
        fallback_shows || complain "${round}: the fallback page does not stay"
        kiosk_picture "${scratch}/fallback-${round}.ppm"
        read -r _ _ colours _ < <(python3 "${hall_machines}/look.py" "${scratch}/fallback-${round}.ppm")
        ((colours > 3)) || complain "${round}: the fallback page has ${colours} colours"
        unit_is active hall-kiosk-retry.timer || complain "${round}: no timer leads back"
        # Not the wait of a minute, but the timer's own work.
        seconds_until 100 kiosk_ready >"${scratch}/back" || complain "${round}: the screens do not come back: $(kiosk_log hall-kiosk-retry)"
        unit_is active hall-fallback.service && complain "${round}: the fallback page stayed beside the screens"
    done
    awk "BEGIN { exit !(${first} <= 15 && ${second} <= 15) }" || complain "the fallback page took ${first} and ${second} s"
    printf 'fallback after %s and %s s, back %s s later by the timer\n' "${first}" "${second}" "$(<"${scratch}/back")"
}

other_pid() {
    local pid
    pid=$(unit_pid "$1") && [[ ${pid} != "$2" ]]
}

case_hang() {
    local pid seconds
    wait_for 30 kiosk_ready || complain "the screens are not up"
    pid=$(unit_pid hall-kiosk.service) || complain "the screens have no process"
    inside kill -STOP "${pid}"
    seconds=$(seconds_until 40 other_pid hall-kiosk.service "${pid}") || complain "a hanging screen was not noticed: $(kiosk_log hall-kiosk)"
    wait_for 30 kiosk_ready || complain "after the hang the screens do not come back"
    awk "BEGIN { exit !(${seconds} <= 25) }" || complain "it took ${seconds} s"
    printf 'another process after %s s\n' "${seconds}"
}

case_compositor() {
    local pid seconds
    wait_for 30 kiosk_ready || complain "the screens are not up"
    pid=$(unit_pid hall-display.service) || complain "the compositor has no process"
    inside kill -KILL "${pid}"
    wait_for 20 other_pid hall-display.service "${pid}" || complain "the compositor does not come back"
    seconds=$(seconds_until 30 kiosk_shows "${scratch}/again.ppm") || complain "no picture: $(kiosk_log hall-display) $(kiosk_log hall-kiosk)"
    wait_for 20 kiosk_ready || complain "the screens are not ready again"
    awk "BEGIN { exit !(${seconds} <= 10) }" || complain "the picture took ${seconds} s"
    printf 'compositor killed: picture %s s after its restart\n' "${seconds}"
}

case_full() {
    wait_for 30 kiosk_ready || complain "the screens are not up"
    dd if=/dev/zero of="${scratch}/cache/ballast" bs=64k status=none 2>/dev/null || true
    inside systemctl restart hall-sync.service || true
    inside systemctl restart hall-kiosk.service
    wait_for 40 kiosk_ready || complain "with a full cache the screens do not come up: $(kiosk_log hall-kiosk)"
    kiosk_shows "${scratch}/full.ppm" || complain "with a full cache there is no picture"
    rm "${scratch}/cache/ballast"
    inside systemctl restart hall-sync.service
    wait_for 30 unit_is active hall-sync.service || complain "hall-sync does not recover: $(kiosk_log hall-sync)"
    printf 'cache partition full: screens restart and show, hall-sync recovers\n'
}

at_exit nspawn_stop "${state}"
run_case - 'from power to a picture, with the real units' boot_to_picture
if [[ -s ${state}/init.pid ]]; then
    run_case 9 'the screens hang: restart within 25 s' case_hang
    run_case 11 'compositor killed: picture within 10 s' case_compositor
    run_case 16 'cache partition full: old content stays' case_full
    run_case 8 'crash loop: fallback within 15 s, back by the timer, twice' case_crash_loop
fi
cases_done
