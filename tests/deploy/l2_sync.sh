#!/usr/bin/env bash
# hall-sync.service in a container: no network at boot, a server that fails in every way, and the content that stays.
. "$(dirname -- "${BASH_SOURCE[0]}")/machines/kiosk.sh"

[[ ${EUID} -eq 0 ]] || skip "a container needs root"
place=${scratch}/root
state=${scratch}/state
kiosk_root "${place}"
kiosk_settings "${place}"
kiosk_headless "${place}"
kiosk_content "${place}"

# The central server is a second nginx of its own in the container, on loopback; serve_TEMPER starts it in that temper.
serve() {
    local listen=8080 extra=$1
    inside systemctl stop hall-test-server.service 2>/dev/null || true
    cat >"${place}/srv/hall/nginx.conf" <<NGINX
user root;
worker_processes 1;
pid /run/hall-test-server.pid;
error_log /dev/null;
events { }
http {
    access_log /run/hall-test-server.log;
    server { listen 127.0.0.1:${listen}${2:-}; root /srv/hall/tree; ${extra} }
}
NGINX
    inside rm -f /run/hall-test-server.log
    inside systemd-run --quiet --collect --unit=hall-test-server.service nginx -g 'daemon off;' -c /srv/hall/nginx.conf
}

sync_status() {
    inside cat /run/hall-sync/status.json 2>/dev/null |
        python3 -c 'import json, sys; value = json.load(sys.stdin)
for word in sys.argv[1].split("."): value = (value or {}).get(word)
print("" if value is None else value)' "$1" 2>/dev/null
}

status_is() { [[ $(sync_status "$1") == "$2" ]]; }
status_like() { [[ $(sync_status "$1") =~ $2 ]]; }

# synced_since TIME: another visit to the server ended well.
synced_since() {
    local now
    now=$(sync_status last_ok)
    [[ -n ${now} && ${now} != "$1" ]]
}

# The screens stand and show.
shown() {
    wait_for 40 kiosk_ready || complain "$1: the screens are not up: $(kiosk_log hall-kiosk)"
    kiosk_shows "${scratch}/shown.ppm" || complain "$1: there is no picture"
}

case_no_network() {
    local seconds
    nspawn_start "${state}" "${place}" --private-network
    wait_for 60 nspawn_running "${state}" || complain "the system does not come up"
    seconds=$(seconds_until 30 kiosk_ready) || complain "no content within 30 s: $(kiosk_log hall-kiosk)"
    unit_is active hall-sync.service || complain "hall-sync is not active: $(kiosk_log hall-sync)"
    shown 'without a network'
    wait_for 20 status_like last_error.error '.' || complain "the missing server is not told: $(sync_status last_error)"
    printf 'factory content %s s after the system was up; told: %s\n' "${seconds}" "$(sync_status last_error.error)"
}

case_arrives() {
    local seconds
    serve ''
    # After the first vain question hall-sync waits 30 to 90 s, by chance.
    seconds=$(seconds_until 100 status_is release_shown 1) || complain "the release does not come: $(kiosk_log hall-sync)"
    shown 'with the release'
    printf 'release 1 came %s s after the server was there\n' "${seconds}"
}

# failing NAME EXTRA [LISTEN-WORDS]: the server in a bad temper; release and screens stay, and it is told.
failing() {
    local before after
    before=$(unit_restarts hall-sync.service)
    serve "$2" "${3:-}"
    inside hallctl sync >/dev/null 2>&1 || true
    wait_for 30 status_like last_error.error "$4" || complain "$1 is told as: $(sync_status last_error)"
    status_is release_shown 1 || complain "$1: release $(sync_status release_shown) is shown"
    after=$(unit_restarts hall-sync.service)
    [[ ${before} == "${after}" ]] || complain "$1: hall-sync was restarted"
    shown "$1"
}

case_bad_server() {
    failing 'answer 500' 'location / { return 500; }' '' 'http'
    failing 'nonsense' 'location / { return 200 "<html>log in to the hotel first</html>"; }' '' '.'
    printf 'tempers: 500, another page; now: %s\n' "$(sync_status last_error.error)"
}

# A server of strangers: same files, signed by other keys.
case_wrong_keys() {
    local before
    before=$(sync_status release_shown)
    inside mv /srv/hall/tree /srv/hall/tree.right
    inside hall-publish keys init /srv/hall/keys.wrong >/dev/null
    inside env QT_QPA_PLATFORM=offscreen hall-publish build /srv/hall/work/content --repo /srv/hall/tree \
        --keys /srv/hall/keys.wrong --public-url https://hall.example >/dev/null
    failing 'other keys' '' '' 'signature|threshold'
    inside rm -r /srv/hall/tree
    inside mv /srv/hall/tree.right /srv/hall/tree
    [[ $(sync_status release_shown) == "${before}" ]] || complain "another release is shown"
    printf 'told as %s\n' "$(sync_status last_error.error)"
}

# Through TLS: the wrong authority is refused, the right one is believed. hall-sync is told so by its drop-in.
case_certificate() {
    local before
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3 -subj /CN=localhost \
        -addext subjectAltName=DNS:localhost -keyout "${place}/srv/hall/tls.key" -out "${place}/srv/hall/tls.crt" 2>/dev/null
    sed -i 's|^HALL_SERVER_URL=.*|HALL_SERVER_URL=https://localhost:8080/|' "${place}/etc/hall/sync.env"
    inside systemctl restart hall-sync.service
    failing 'wrong authority' 'ssl_certificate /srv/hall/tls.crt; ssl_certificate_key /srv/hall/tls.key;' ' ssl' 'certificate|tls'
    printf 'HALL_SYNC_MORE=--poll 2 --ca /etc/hall/server.crt\n' >>"${place}/etc/hall/sync.env"
    cp "${place}/srv/hall/tls.crt" "${place}/etc/hall/server.crt"
    before=$(sync_status last_ok)
    inside systemctl restart hall-sync.service
    wait_for 30 synced_since "${before}" || complain "the right authority is not believed: $(sync_status last_error)"
    printf 'unknown authority refused as certificate, known one believed\n'
}

# slow: a few bytes a second. The screens do not care, and hall-sync does not get stuck for ever.
case_slow() {
    local before
    sed -i 's|^HALL_SERVER_URL=.*|HALL_SERVER_URL=http://127.0.0.1:8080/|; $d' "${place}/etc/hall/sync.env"
    inside systemctl restart hall-sync.service
    serve 'limit_rate 20;'
    sleep 8
    unit_is active hall-sync.service || complain "a slow server stops hall-sync"
    shown 'a slow server'
    before=$(sync_status last_ok)
    serve ''
    wait_for 60 synced_since "${before}" || complain "after the slow server hall-sync is stuck: $(kiosk_log hall-sync)"
    printf 'with 20 bytes a second the screens show, afterwards it syncs again\n'
}

at_exit nspawn_stop "${state}"
run_case 18a 'no network at boot: content within 30 s' case_no_network
if [[ -s ${state}/init.pid ]]; then
    run_case 18b 'the server appears: its release comes' case_arrives
    run_case 18c 'server answers 500 and nonsense: content stays' case_bad_server
    run_case 18d 'metadata signed by other keys: refused' case_wrong_keys
    run_case 18e 'wrong certificate: refused, right one believed' case_certificate
    run_case 18f 'slow server: screens stay, sync recovers' case_slow
fi
cases_done
