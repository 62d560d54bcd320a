#!/usr/bin/env bash
# What rings and what must not, the board, and the road of the log: by promtool and rsyslog themselves.
. "$(dirname -- "${BASH_SOURCE[0]}")/../checks/tools.sh"
# shellcheck source=../../deploy-scripts/lib/webserver.sh
. "${root}/deploy-scripts/lib/webserver.sh"

place=${root}/deploy-scripts/monitoring
done_parts=

# Every figure that a rule or the board asks for is one that a kiosk writes.
known=$(grep -rhoE --include='*.sh' --include='hall-*' --include='*.cpp' 'hall_[a-z]+[a-z_]*' "${root}/deploy-scripts" "${root}/content-cache/sync" | sort -u)
for word in errors_total security_events_total fetched_bytes_total release_shown; do
    grep -q "\"${word}\"" "${root}/content-cache/sync/metrics.cpp" && known+=$'\n'"hall_sync_${word}"
done

python3 - "${place}/hall-board.json" "${place}/hall-alerts.yml" "${scratch}/board.yml" >"${scratch}/asked" <<'PYTHON'
import json, re, sys
text = open(sys.argv[2], encoding="utf-8").read()
board = json.load(open(sys.argv[1], encoding="utf-8"))
ids = [panel["id"] for panel in board["panels"]]
assert len(ids) == len(set(ids)) and len(ids) > 5, "panels have numbers of their own"
for panel in board["panels"]:
    assert panel["type"] == "row" or panel["targets"], panel["title"]
    for target in panel.get("targets", []):
        text += target["expr"] + "\n"
print("\n".join(sorted(set(re.findall(r"\bhall_[a-z_]+\b", text)))))
expressions = [target["expr"].replace("$hall", ".*") for panel in board["panels"] for target in panel.get("targets", [])]
rules = [{"record": f"board:{number}", "expr": text} for number, text in enumerate(expressions)]
json.dump({"groups": [{"name": "board", "rules": rules}]}, open(sys.argv[3], "w", encoding="utf-8"))
PYTHON

unknown_figures() {
    local figure unknown=0
    while read -r figure; do
        if ! grep -qx "${figure}" <<<"${known}"; then
            printf 'no kiosk writes %s\n' "${figure}"
            unknown=1
        fi
    done <"$1"
    ((unknown == 0))
}
printf 'hall_nobody_writes_this\n' >"${scratch}/invented"
must_refuse unknown_figures "${scratch}/invented"
if [[ -e ${root}/deploy-scripts/hall-heartbeat ]]; then
    unknown_figures "${scratch}/asked" || complain "a rule waits for a figure that never comes"
    done_parts+=' figures'
fi

if command -v promtool >/dev/null; then
    cp "${place}"/*.yml "${scratch}/"
    promtool check rules "${scratch}/hall-alerts.yml" >"${scratch}/words" 2>&1 || complain "rules: $(cat "${scratch}/words")"
    promtool check config "${scratch}/prometheus-example.yml" >"${scratch}/words" 2>&1 || complain "sample: $(cat "${scratch}/words")"
    promtool check rules "${scratch}/board.yml" >"${scratch}/words" 2>&1 || complain "board: $(cat "${scratch}/words")"
    promtool test rules "${scratch}/hall-alerts-test.yml" >"${scratch}/words" 2>&1 || complain "rules: $(cat "${scratch}/words")"
    # A rule that has forgotten that a screen may be off on purpose, and one that never rings.
    sed 's/{wanted="on"}) == 1/{wanted="on"}) != 2 or on (instance) hall_ui_up/' "${place}/hall-alerts.yml" >"${scratch}/hall-alerts.yml"
    cmp -s "${place}/hall-alerts.yml" "${scratch}/hall-alerts.yml" && complain "self-proof: the first change changes nothing"
    must_refuse promtool test rules "${scratch}/hall-alerts-test.yml"
    sed 's/hall_fallback_active == 1/hall_fallback_active == 2/' "${place}/hall-alerts.yml" >"${scratch}/hall-alerts.yml"
    must_refuse promtool test rules "${scratch}/hall-alerts-test.yml"
    done_parts+=' rules'
fi

# The log: from a kiosk's rsyslog by TLS to the server's, on loopback; a stranger's server gets nothing.
authority() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj "/CN=$1" \
        -keyout "${scratch}/$1.key" -out "${scratch}/$1.crt" 2>/dev/null
}

certificate() {
    openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" -keyout "${scratch}/$3.key" \
        -out "${scratch}/$3.csr" 2>/dev/null
    printf 'subjectAltName=DNS:%s\n' "$1" >"${scratch}/ext"
    openssl x509 -req -in "${scratch}/$3.csr" -CA "${scratch}/$2.crt" -CAkey "${scratch}/$2.key" -CAcreateserial -days 30 \
        -extfile "${scratch}/ext" -out "${scratch}/$3.crt" 2>/dev/null
}

# kiosk_log CERTIFICATE; server_log CERTIFICATE: a whole configuration, with scratch folders of its own.
kiosk_log() {
    printf 'global(workDirectory="%s")\nmodule(load="imuxsock" SysSock.Use="off")\ninput(type="imuxsock" Socket="%s")\n' \
        "${scratch}/kiosk" "${scratch}/log"
    fill_template "${place}/rsyslog-kiosk.conf.in" HOST=localhost "PORT=${port}" KIOSK_ID=fs-zw-01 "AUTHORITY=${scratch}/bureau.crt" \
        "CERTIFICATE=${scratch}/$1.crt" "KEY=${scratch}/$1.key" | sed 's/resumeInterval="10"/resumeInterval="1"/'
}

server_log() {
    printf 'global(workDirectory="%s")\n' "${scratch}/server"
    fill_template "${place}/rsyslog-server.conf.in" "PORT=${port}" "AUTHORITY=${scratch}/bureau.crt" \
        "CERTIFICATE=${scratch}/$1.crt" "KEY=${scratch}/$1.key" "LOGS=${scratch}/logs"
}

start_log() {
    rsyslogd -n -i "${scratch}/$1.pid" -f "${scratch}/$1.conf" >"${scratch}/$1.out" 2>&1 9>&- &
    logging=$!
    at_exit stop_process "${logging}" rsyslogd
}

say() { logger --socket "${scratch}/log" --tag hall-kiosk -- "$1"; }
heard() { grep -rqF -- "$1" "${scratch}/logs" 2>/dev/null; }
listening() { [[ -S ${scratch}/log ]]; }

if command -v rsyslogd >/dev/null && [[ -e $(find /usr/lib -name lmnsd_gtls.so 2>/dev/null | head -n 1) ]]; then
    mkdir -p "${scratch}/kiosk" "${scratch}/server"
    authority bureau
    authority stranger
    certificate localhost bureau server
    certificate localhost stranger false-server
    certificate fs-zw-01 bureau fs-zw-01
    port=$(free_port $((20000 + RANDOM % 9000)))
    kiosk_log fs-zw-01 >"${scratch}/kiosk.conf"
    server_log server >"${scratch}/server.conf"
    for side in kiosk server; do
        rsyslogd -N1 -f "${scratch}/${side}.conf" >"${scratch}/words" 2>&1 || complain "${side}: $(cat "${scratch}/words")"
        sed 's/^action(/action( nonsense="1"/; s/^input(type="imtcp"/input(nonsense="1" type="imtcp"/' "${scratch}/${side}.conf" >"${scratch}/bad.conf"
        must_refuse rsyslogd -N1 -f "${scratch}/bad.conf"
    done
    server_log false-server >"${scratch}/false.conf"
    start_log false
    false_server=${logging}
    start_log kiosk
    wait_for 10 listening || complain "the kiosk's rsyslog does not start: $(cat "${scratch}/kiosk.out")"
    wait_for 10 port_answers "${port}" || complain "the server does not listen: $(cat "${scratch}/false.out")"
    say '第一行 before the server was right'
    sleep 2
    if heard '第一行'; then complain "the log was given to a server of a stranger"; fi
    stop_process "${false_server}" rsyslogd
    start_log server
    wait_for 40 heard '第一行' || complain "what waited does not arrive: $(tail -n 3 "${scratch}/kiosk.out" "${scratch}/server.out")"
    say 'the second line'
    wait_for 10 heard 'the second line' || complain "the log does not arrive"
    grep -rqE '^<[0-9]+>1 [0-9T:.+Z-]+ fs-zw-01 hall-kiosk .*\[hall@32473 id="fs-zw-01"\] ' "${scratch}/logs/fs-zw-01" ||
        complain "the log came as: $(cat "${scratch}"/logs/*/*)"
    done_parts+=' log'
fi
[[ -n ${done_parts} ]] || skip "neither promtool nor rsyslog with TLS is here"
printf 'fine:%s\n' "${done_parts}"
