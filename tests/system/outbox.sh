#!/usr/bin/env bash
# What a screen tells the bureau goes the whole road: screen, hall-sync, nginx, table. An outage, a full disk and a
# wrong token hold it up; they lose nothing and double nothing.
. "$(dirname -- "${BASH_SOURCE[0]}")/road.sh"

outbox=${scratch}/outbox
dropbox=${scratch}/dropbox
token=$(od -An -N 16 -tx1 /dev/urandom | tr -d ' \n')
kiosk=fs-01
mkdir -p "${outbox}" "${scratch}/secrets"
printf '"Bearer %s" %s;\n' "${token}" "${kiosk}" >"${scratch}/tokens"
printf '%s\n' "${token}" >"${scratch}/secrets/token"
run inbox-keys "${programs}/hall-publish" inbox keys "${scratch}/inbox-keys"

# The road with a drop-box beside the tree.
start_road
stop_webserver "${scratch}/nginx"
start_on_any_port "${scratch}/nginx" "${tree}" "${dropbox}" "${scratch}/tokens"
publish
run sync sync_once

# sync_outbox [OPTION…]: as the service runs it.
sync_outbox() {
    local run=()
    if [[ $1 == exec ]]; then
        run=(exec)
        shift
    fi
    "${run[@]}" "${programs}/hall-sync" --url "${url}" --cache "${cache}" --root "${keys}/root.json" --run-dir "${scratch}/run" \
        --outbox "${outbox}" --dropbox "${url}/in" --dropbox-token "${scratch}/secrets/token" \
        --seal-to "${scratch}/inbox-keys/inbox.pub" --kiosk-id "${kiosk}" "$@"
}

start_daemon() {
    sync_outbox exec --poll 1 >>"${scratch}/daemon.log" 2>&1 9>&- &
    daemon=$!
    at_exit stop_process "${daemon}" hall-sync
}

collect() {
    run inbox "${programs}/hall-publish" inbox --drop "${dropbox}/in" --key "${scratch}/inbox-keys/inbox.key" \
        --out "${scratch}/inbox.csv"
}

# inbox QUERY
inbox() {
    python3 - "${scratch}/inbox.db" "$1" <<'PYTHON'
import sqlite3, sys
for row in sqlite3.connect(sys.argv[1]).execute(sys.argv[2]):
    print("|".join(str(value) for value in row))
PYTHON
}

# outbox_status FIELD
outbox_status() {
    python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["outbox"][sys.argv[2]])' "${scratch}/run/status.json" "$1"
}

status_is() {
    [[ $(outbox_status "$1" 2>/dev/null) == "$2" ]]
}

# tell ID: one more message, written as the screen writes.
tell() {
    mkdir -p "${outbox}/usage"
    printf '{"number":"%s"}' "$1" >"${outbox}/usage/.$1.tmp"
    mv "${outbox}/usage/.$1.tmp" "${outbox}/usage/$1.json"
}

taken_in() {
    [[ -z $(find "${outbox}" -name '*.json' -not -path '*/.screen/*' -print -quit) ]]
}

arrived() {
    (($(find "${dropbox}/in" -name '*.sealed' | wc -l) == $1))
}

# 1. A visitor at the real screen; the next day the counts come. What he typed comes nowhere.
tour first --outbox "${outbox}" --kiosk-id "${kiosk}" <<'TOUR'
tap 触摸屏幕开始
tap 居民身份证换领
tap 首页
TOUR
rehearsal=2026-11-24 tour second --outbox "${outbox}" --kiosk-id "${kiosk}" <<'TOUR'
tap 触摸屏幕开始
TOUR
[[ -n $(find "${outbox}/shown" -name '*.json') ]] || complain "the screen wrote no receipt"
run once sync_outbox --once
taken_in || complain "plain files were left: $(find "${outbox}")"
collect
[[ $(inbox "SELECT value FROM field WHERE kind = 'shown' AND path = 'generation'") == "$(basename "$(generation)")" ]] ||
    complain "the receipt names $(inbox "SELECT path, value FROM field WHERE kind = 'shown'")"
[[ $(inbox "SELECT value FROM field WHERE kind = 'usage' AND path = 'items.other'") == 1 ]] ||
    complain "the counts are: $(inbox "SELECT path, value FROM field WHERE kind = 'usage'")"
head -c 3 "${scratch}/inbox.csv" | od -An -tx1 | grep -q 'ef bb bf' || complain "the table has no byte order mark"
if grep -rqF '"release"' "${dropbox}" "${cache}/outbox"; then complain "something readable lies in the drop-box"; fi
before=$(inbox "SELECT count(*) FROM message")

# 2. nginx is away while messages come; then it is back, and hall-sync was killed in between.
stop_webserver "${scratch}/nginx"
for number in 01 02 03; do tell "a${number}"; done
start_daemon
wait_for 20 status_is waiting 3 || complain "three messages should wait: $(cat "${scratch}/run/status.json")"
kill -KILL "${daemon}"
wait "${daemon}" 2>/dev/null || true
tell a04
start_webserver "${scratch}/nginx" "${tree}" "${port}" "${dropbox}" "${scratch}/tokens" || complain "nginx does not start again"
start_daemon
wait_for 20 arrived $((before + 4)) || complain "$(find "${dropbox}/in") has not all that was told: $(tail -3 "${scratch}/daemon.log")"
wait_for 5 status_is waiting 0 || complain "sent, but still waiting: $(outbox_status waiting)"
order=$(grep -oE '"PUT /in/fs-01/usage/a[0-9]+' "${scratch}/nginx/access.log" | grep -oE 'a[0-9]+' | paste -sd ' ')
[[ ${order} == 'a01 a02 a03 a04' ]] || complain "they came as: ${order}"

# 3. A wrong token: kept and told, and content still comes.
stop_process "${daemon}" hall-sync
printf '%032d\n' 0 >"${scratch}/secrets/token"
tell b01
start_daemon
wait_for 20 status_is error http || complain "a wrong token is not told: $(cat "${scratch}/run/status.json")"
grep -q 'the answer is 403' "${scratch}/daemon.log" || complain "the log does not say 403"
python3 "${root}/tests/system/change_fee.py" "${workspace}" HZ07 739 >/dev/null
old=$(generation)
publish
changed() { [[ $(generation) != "${old}" ]]; }
wait_for 30 changed || complain "a refused message holds up the content"
stop_process "${daemon}" hall-sync
printf '%s\n' "${token}" >"${scratch}/secrets/token"
run once sync_outbox --once
arrived $((before + 5)) || complain "with the right token it does not arrive"

# 4. The server's disk is full.
mkdir -p "${scratch}/small"
if [[ ${EUID} -eq 0 ]] && mount -t tmpfs -o size=64k tmpfs "${scratch}/small" 2>/dev/null; then
    at_exit umount "${scratch}/small"
    stop_webserver "${scratch}/nginx"
    start_webserver "${scratch}/nginx" "${tree}" "${port}" "${scratch}/small" "${scratch}/tokens" || complain "nginx does not start"
    dd if=/dev/zero of="${scratch}/small/ballast" bs=4k status=none 2>/dev/null || true
    tell c01
    tell c02
    run once sync_outbox --once
    status_is waiting 2 || complain "on a full server $(outbox_status waiting) wait, not 2"
    rm "${scratch}/small/ballast"
    run once sync_outbox --once
    status_is waiting 0 || complain "when there is room again $(outbox_status waiting) wait"
    [[ -z $(find "${scratch}/small" -name '*.sealed' -empty) ]] || complain "the full disk left empty files"
    cp -R "${scratch}/small/in/." "${dropbox}/in/"
    full='a full disk'
else
    full='no full disk: that needs root'
    tell c01
    tell c02
    run once sync_outbox --once
fi

# 5. Everything once, in the one table, also where a file came twice.
collect
[[ $(inbox "SELECT count(*), count(DISTINCT kiosk || kind || id) FROM message") == "$((before + 7))|$((before + 7))" ]] ||
    complain "the table has $(inbox "SELECT kind, id FROM message")"
run prune "${programs}/hall-publish" inbox --drop "${dropbox}/in" --key "${scratch}/inbox-keys/inbox.key" \
    --out "${scratch}/inbox.db" --prune
arrived 0 || complain "collected files were left: $(find "${dropbox}/in" -type f)"
[[ $(inbox "SELECT count(*) FROM message") == $((before + 7)) ]] || complain "pruning changed the table"
printf 'fine: %d messages, %s\n' "$((before + 7))" "${full}"
