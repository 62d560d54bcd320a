#!/usr/bin/env bash
# The figures of every minute are what the machine says, leave out what it does not say, and are whole at any moment; a
# compositor that does not answer is restarted at the third time, and one that answers again is forgiven.
. "$(dirname -- "${BASH_SOURCE[0]}")/../checks/tools.sh"
# shellcheck source=situation.sh
. "${root}/tests/deploy/situation.sh"

command -v jq >/dev/null || skip "jq is not installed"
[[ ${EUID} -eq 0 ]] || skip "whose a file is can only be set by root"
heartbeat=${root}/deploy-scripts/hall-heartbeat
well=${scratch}/well
prom=${scratch}/textfile/hall.prom
make_situation "${well}"
says "${well}" version <<<'0.2.0'

beat() {
    "${heartbeat}" --root "${well}" --prom "${prom}" --state "${scratch}/state" >"${scratch}/words" 2>&1 ||
        complain "the heartbeat failed: $(cat "${scratch}/words")"
}

holds() {
    grep -qxF -- "$1" "${prom}" || complain "'$1' is missing in: $(cat "${prom}")"
}

beat
holds 'hall_info{id="fs-zw-01",hall="zw",role="touch",channel="stable",version="0.2.0",content_version="43"} 1'
holds 'hall_ui_up 1'
holds "hall_ui_last_frame_timestamp_seconds $((situation_now - 4))"
holds 'hall_ui_restarts_total 2'
if grep -q '^hall_ui_last_input' "${prom}"; then complain "a touch is made up"; fi
holds 'hall_display_power{output="HDMI-A-1",wanted="on"} 1'
holds 'hall_touch_present 1'
holds 'hall_fallback_active 0'
holds 'hall_content_age_seconds 46400'
holds 'hall_sync_last_success_timestamp_seconds 1774399980'
holds 'hall_time_synchronised 1'
holds 'hall_certificate_expiry_timestamp_seconds 1805932800'
[[ $(stat -c %a "${prom}") == 644 ]] || complain "the exporter cannot read the figures"
[[ $(find "${scratch}/textfile" -type f | wc -l) -eq 1 ]] || complain "more than one file is left"
if grep -vE '^(# (HELP|TYPE) hall_[a-z_]+ .+|hall_[a-z_]+(\{([a-z_]+="[^"]*",?)+\})? [0-9]+)$' "${prom}"; then complain "a line is no figure"; fi
if sed -n 's/^# TYPE \(\S*\) .*/\1/p' "${prom}" | sort | uniq -d | grep .; then complain "a family stands twice"; fi

# Off on purpose is told as such, and what hall-sync tells itself is not told twice.
fact_file "${well}" /run/hall-display/power <<<off
touch "${scratch}/textfile/hall-sync.prom"
beat
holds 'hall_display_power{output="HDMI-A-1",wanted="off"} 1'
if grep -q hall_sync_last_success "${prom}"; then complain "a figure of hall-sync is told twice"; fi

# A screen that is lit though it should not be is switched again: three times in a row, then once an hour.
again() { grep -q 'should be off and is switched again' "${scratch}/words"; }
again || complain "a screen that is lit at night is left so: $(cat "${scratch}/words")"
for number in 2 3; do
    beat
    again || complain "it is not tried a time ${number}"
done
beat
[[ ! -s ${scratch}/words ]] || complain "it is tried for ever: $(cat "${scratch}/words")"
printf '59\n' >"${scratch}/state/switched"
beat
again || complain "it is not tried again after an hour"
cp "${well}/.probe/sway outputs" "${scratch}/lit"
sed -i 's/"power":true/"power":false/' "${well}/.probe/sway outputs"
beat
[[ ! -s ${scratch}/words && ! -e ${scratch}/state/switched ]] || complain "a screen that is off on purpose is switched: $(cat "${scratch}/words")"
# An output without a screen has no state that could be wrong.
sed 's/"active":true/"active":false/' "${scratch}/lit" >"${well}/.probe/sway outputs"
beat
[[ ! -s ${scratch}/words ]] || complain "an output without a screen is switched: $(cat "${scratch}/words")"
sed 's/"power":true/"power":false/' "${scratch}/lit" >"${well}/.probe/sway outputs"
fact_file "${well}" /run/hall-display/power <<<on
beat
grep -q 'should be on and is switched again' "${scratch}/words" || complain "a dark screen is left so by day: $(cat "${scratch}/words")"
cp "${scratch}/lit" "${well}/.probe/sway outputs"
beat
[[ ! -e ${scratch}/state/switched ]] || complain "the tries of the last time are still counted"

# Nothing is made up: what cannot be asked is missing.
mv "${well}/.probe/show hall-kiosk.service" "${well}/.probe/chrony" "${scratch}/"
beat
if grep -E '^hall_(ui_up|time_synchronised)' "${prom}"; then complain "a figure is made up"; fi

# A compositor that has stopped answering.
mv "${well}/.probe/sway outputs" "${scratch}/"
for number in 1 2; do
    beat
    [[ $(<"${scratch}/state/failures") == "${number}" ]] || complain "failure ${number} is not counted"
    [[ ! -s ${scratch}/words ]] || complain "it is restarted at the first hiccup: $(cat "${scratch}/words")"
done
holds 'hall_display_answers 0'
if grep -q '^hall_display_power' "${prom}"; then complain "the power of a silent display is told"; fi
cp "${scratch}/sway outputs" "${well}/.probe/"
beat
[[ ! -e ${scratch}/state/failures ]] || complain "one that answers again is not forgiven"
rm "${well}/.probe/sway outputs"
printf '2\n' >"${scratch}/state/failures"
beat
grep -q 'did not answer 3 times and is restarted' "${scratch}/words" || complain "it is never restarted"
[[ $(<"${scratch}/state/failures") == 0 ]] || complain "the count does not begin anew"
# One that is not running is systemd's business.
service "${well}" hall-display.service ActiveState=activating
printf '2\n' >"${scratch}/state/failures"
beat
[[ ! -s ${scratch}/words ]] || complain "one that is not running is counted"
printf 'fine\n'
