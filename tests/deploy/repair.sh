#!/usr/bin/env bash
# A repair without a keyboard: what is still wrong reaches the technician's page, and only a fallback page that has stood
# for long asks for one by itself. hall-doctor is the real one, on a recorded machine.
. "$(dirname -- "${BASH_SOURCE[0]}")/../checks/tools.sh"
# shellcheck source=situation.sh
. "${root}/tests/deploy/situation.sh"

command -v jq >/dev/null || skip "jq is not installed"
[[ ${EUID} -eq 0 ]] || skip "whose a file is can only be set by root"
display=${root}/deploy-scripts/display
export HALL_REQUESTS=${scratch}/requests HALL_REPORT=${scratch}/report
mkdir -p "${HALL_REQUESTS}" "${HALL_REPORT}" "${scratch}/bin"
export PATH=${scratch}/bin:${PATH}
well=${scratch}/well
make_situation "${well}"

# doctor_of MACHINE: hall-doctor looks at this recorded machine, in which nothing can be repaired.
doctor_of() {
    # shellcheck disable=SC2016 # for the shell that runs it
    printf '#!/bin/sh\n[ "$1" = --repair ] || exit 2\nshift\nexec %q "$@" --root %q\n' "${root}/deploy-scripts/hall-doctor" "$1" \
        >"${scratch}/bin/hall-doctor"
    chmod 0755 "${scratch}/bin/hall-doctor"
}

# told WORDS: the report for the page has them in its field.
told() {
    "${display}/hall-request" >/dev/null || complain "hall-request ended with $?"
    jq -e --arg words "$1" '.repair | contains($words)' "${HALL_REPORT}/report.json" >/dev/null
}

doctor_of "${well}"
"${display}/hall-repair" || complain "hall-repair ended with $?"
[[ -e ${HALL_REQUESTS}/report ]] || complain "nobody would read the report again"
told '检查和修复完毕' || complain "the page says: $(cat "${HALL_REPORT}/report.json")"
told '有问题 0' || complain "the sum is not told: $(cat "${HALL_REPORT}/report.json")"

sed -i 's/^HALL=/HULL=/' "${well}/etc/hall/hall.conf"
"${display}/hall-repair" || complain "where something is wrong hall-repair ended with $?"
told '没有「HULL」这一项' || complain "the fault is not told: $(cat "${HALL_REPORT}/report.json")"
told '办法：' || complain "what to do is not told: $(cat "${HALL_REPORT}/report.json")"
! told 'B4' || complain "what is well is told as well: $(cat "${HALL_REPORT}/report.json")"

printf '#!/bin/sh\nexit 6\n' >"${scratch}/bin/hall-doctor"
must_refuse "${display}/hall-repair"

# systemctl as the retry meets it: the screens do not stand, the fallback page came at so many microseconds of uptime.
cat >"${scratch}/bin/systemctl" <<'STAND_IN'
#!/bin/sh
printf '%s\n' "$*" >>"${HALL_REPORT}/asked"
case "$1" in
    is-active) exit 3 ;;
    show) cat "${HALL_REPORT}/since" ;;
esac
STAND_IN
chmod 0755 "${scratch}/bin/systemctl"

# asks_for_repair SECONDS: the retry does, where the page came so long ago.
asks_for_repair() {
    local now
    read -r now _ </proc/uptime
    printf '%d000000\n' $((${now%.*} - $1)) >"${HALL_REPORT}/since"
    : >"${HALL_REPORT}/asked"
    "${display}/hall-kiosk-retry" || complain "hall-kiosk-retry ended with $?"
    grep -q 'start .*hall-kiosk.service' "${HALL_REPORT}/asked" || complain "the screens are not started: $(cat "${HALL_REPORT}/asked")"
    grep -q 'start .*hall-repair.service' "${HALL_REPORT}/asked"
}

read -r uptime _ </proc/uptime
if ((${uptime%.*} > 700)); then asks_for_repair 660 || complain "after eleven minutes nothing is repaired"; fi
must_refuse asks_for_repair 60
printf 'fine\n'
