#!/usr/bin/env bash
# hall-doctor, hall-heartbeat and hall-maintenance on a kiosk in a container: what real programs say is judged rightly,
# by hand and in their own closed units, faults are found and cured, and a window closes by itself.
. "$(dirname -- "${BASH_SOURCE[0]}")/machines/kiosk.sh"

[[ ${EUID} -eq 0 ]] || skip "a container needs root"
place=${scratch}/root
state=${scratch}/state
kiosk_root "${place}"
kiosk_settings "${place}" BOTTOM_EDGE_MM=900
kiosk_headless "${place}"
kiosk_content "${place}"

inside() {
    nspawn_inside "${state}" "$@"
}

# verdicts: every check with its state, one a line, as a person sees it.
verdicts() {
    { inside hall-doctor --json 2>/dev/null || true; } | python3 -c 'import json, sys
for check in json.load(sys.stdin)["checks"]: print(check["id"], check["state"])'
}

verdict() {
    { inside hall-doctor --only "$1" --json 2>/dev/null || true; } | python3 -c 'import json, sys; print(json.load(sys.stdin)["checks"][0]["state"])'
}

verdict_is() {
    [[ $(verdict "$1") == "$2" ]]
}

# tells_of ID WORD: a finding of this check names it.
tells_of() {
    { inside hall-doctor --only "$1" || true; } | grep -q "^      .*$2"
}

case_well() {
    local id
    nspawn_start "${state}" "${place}" --private-network
    wait_for 60 nspawn_running "${state}" || complain "the system does not come up"
    wait_for 60 kiosk_ready || complain "the screens are not up: $(kiosk_log hall-kiosk)"
    verdicts >"${scratch}/by-hand"
    for id in A1 A2 A4 A6 A7 A13 A14 A15 B1 B17; do
        grep -qx "${id} ok" "${scratch}/by-hand" || complain "${id} of a well kiosk: $(inside hall-doctor --only "${id}" || true)"
    done
    # What this machine lacks is told as such: no disk that tells its wear, no watchdog, no firewall.
    for id in A11 A12; do
        grep -qx "${id} unknown" "${scratch}/by-hand" || complain "${id} in a container: $(inside hall-doctor --only "${id}" || true)"
    done
    printf '%s\n' "$(cut -d ' ' -f 2 "${scratch}/by-hand" | sort | uniq -c | tr -s ' \n' ' ')"
}

# The timer's closed unit must see what a person sees; a check that its walls blind would say "not checked".
case_unit() {
    inside systemctl start hall-doctor.service || complain "hall-doctor.service failed: $(kiosk_log hall-doctor)"
    inside cat /var/lib/prometheus/node-exporter/hall-doctor.prom >"${scratch}/prom" || complain "no figures were written"
    sed -nE 's/^hall_doctor_checked\{check="([AB][0-9]+)"\} 0$/\1/p' "${scratch}/prom" | sort >"${scratch}/blind"
    verdicts | sed -n 's/ unknown$//p' | sort >"${scratch}/blind-by-hand"
    diff "${scratch}/blind-by-hand" "${scratch}/blind" || complain "in its unit hall-doctor sees other things than by hand"
    sed -nE 's/^hall_doctor_failed\{check="([AB][0-9]+)"\} 1$/\1/p' "${scratch}/prom" | sort >"${scratch}/bad"
    verdicts | sed -n 's/ bad$//p' | sort >"${scratch}/bad-by-hand"
    diff "${scratch}/bad-by-hand" "${scratch}/bad" || complain "in its unit hall-doctor judges otherwise than by hand"
    printf 'the same in its unit: %s not checked\n' "$(wc -l <"${scratch}/blind")"
}

case_repair() {
    inside systemctl stop hall-sync.service
    tells_of A3 hall-sync || complain "a stopped hall-sync is not told"
    inside hall-doctor --repair --only A3 >"${scratch}/words" 2>&1 || true
    ! tells_of A3 hall-sync || complain "after the repair: $(cat "${scratch}/words")"
    unit_is active hall-sync.service || complain "hall-sync does not run again"
    chmod 0666 "${place}/etc/hall/hall.conf"
    printf 'k' >"${place}/etc/hall/secrets/client.key"
    chmod 0644 "${place}/etc/hall/secrets/client.key"
    verdict_is B8 bad || complain "an open secret: B8 is $(verdict B8)"
    inside hall-doctor --repair --only B8 >/dev/null 2>&1 || true
    verdict_is B8 ok || complain "after the repair: B8 is $(verdict B8)"
    sed -i 's/^HALL=/HULL=/' "${place}/etc/hall/hall.conf"
    verdict_is A1 bad || complain "a wrong hall.conf: A1 is $(verdict A1)"
    sed -i 's/^HULL=/HALL=/' "${place}/etc/hall/hall.conf"
    rm "${place}/etc/hall/secrets/client.key"
}

# The compositor stands still: three beats later it is another one, and the screens are back.
case_silent() {
    local before beat
    inside systemctl stop hall-heartbeat.timer
    inside rm -rf /run/hall-heartbeat/failures
    inside systemctl start hall-heartbeat.service
    inside grep -qx 'hall_ui_up 1' /var/lib/prometheus/node-exporter/hall.prom || complain "the figures: $(inside cat /var/lib/prometheus/node-exporter/hall.prom)"
    before=$(unit_pid hall-display.service)
    inside kill -STOP "${before}"
    for beat in 1 2 3; do inside systemctl start hall-heartbeat.service || complain "beat ${beat}: $(kiosk_log hall-heartbeat)"; done
    wait_for 30 kiosk_ready || complain "the screens are not back: $(kiosk_log hall-kiosk)"
    [[ $(unit_pid hall-display.service) != "${before}" ]] || complain "the compositor was not restarted: $(kiosk_log hall-heartbeat)"
    inside systemctl start hall-heartbeat.timer
}

case_window() {
    local number
    for number in 1 2; do
        inside hall-maintenance begin --minutes 5 >"${scratch}/words" 2>&1 || complain "window ${number}: $(cat "${scratch}/words")"
        inside hall-maintenance status | grep -q '开着' || complain "window ${number} is not open"
        inside systemctl is-active --quiet hall-maintenance-end.timer || complain "window ${number} would stay open"
        inside hall-maintenance end >"${scratch}/words" 2>&1 || complain "its end: $(cat "${scratch}/words")"
        inside hall-maintenance status | grep -q '没有开' || complain "window ${number} is still open"
        ! inside systemctl is-active --quiet hall-maintenance-end.timer hall-maintenance-console.service || complain "something of window ${number} is left"
    done
    inside hall-maintenance begin --minutes 1 >/dev/null 2>&1 || complain "the third window does not open"
    verdict_is B3 warn || complain "with an open window B3 is $(verdict B3)"
    wait_for 75 window_closed || complain "it does not close by itself: $(kiosk_log hall-maintenance-end)"
    inside journalctl -t hall-maintenance -o cat | grep -q 'opened for 1 min' || complain "nobody knows who opened it"
}

# What a technician can do without a keyboard: the page leaves a name, the rest happens by itself.
case_page() {
    inside systemctl start hall-request.path
    printf 'k' >"${place}/etc/hall/secrets/client.key"
    chmod 0644 "${place}/etc/hall/secrets/client.key"
    inside touch /run/hall-requests/repair
    wait_for 120 inside test -s /run/hall-report/repair.txt || complain "nothing is repaired: $(kiosk_log hall-repair) $(kiosk_log hall-request)"
    [[ $(stat -c %a "${place}/etc/hall/secrets/client.key") == 600 ]] || complain "the open secret is still open: $(inside cat /run/hall-report/repair.txt)"
    wait_for 30 report_has_repair || complain "the page is not told: $(inside cat /run/hall-report/report.json)"
    rm "${place}/etc/hall/secrets/client.key"
    inside touch /run/hall-requests/maintenance
    wait_for 30 window_open || complain "the page opens no window: $(kiosk_log hall-request)"
    inside hall-maintenance end >/dev/null 2>&1 || complain "its end"
}

report_has_repair() {
    inside jq -e '.repair | contains("检查和修复完毕")' /run/hall-report/report.json >/dev/null 2>&1
}

window_open() {
    inside hall-maintenance status | grep -q '开着'
}

window_closed() {
    inside hall-maintenance status | grep -q '没有开'
}

at_exit nspawn_stop "${state}"
run_case D1 'hall-doctor on a well kiosk, by real programs' case_well
if [[ -s ${state}/init.pid ]]; then
    run_case D2 'the same in the closed unit of the timer' case_unit
    run_case D3 'faults found, repaired, found cured' case_repair
    run_case D4 'a compositor that stands still is restarted' case_silent
    run_case D5 'a maintenance window closes by itself' case_window
    run_case D6 "repair and maintenance from the technician's page" case_page
fi
cases_done
