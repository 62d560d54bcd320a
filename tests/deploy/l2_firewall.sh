#!/usr/bin/env bash
# The firewall of a provisioned kiosk in a container, with a network around it that is a namespace inside the container:
# who may talk to whom, seen from both sides.
. "$(dirname -- "${BASH_SOURCE[0]}")/machines/kiosk.sh"

[[ ${EUID} -eq 0 ]] || skip "a container needs root"
place=${scratch}/root
state=${scratch}/state
kiosk_root "${place}"
kiosk_provision "${place}" SERVER_URL=https://192.0.2.1/
kiosk_headless "${place}"

# The world: the server 192.0.2.1, another host 192.0.2.9, an administrator 10.1.2.5 of ADMIN_NET. The kiosk is 192.0.2.50.
make_world() {
    # shellcheck disable=SC2016 # the inner shell expands
    inside bash -e -c '
        ip netns add world
        ip link add wired type veth peer name far netns world
        ip address add 192.0.2.50/24 dev wired
        ip link set wired up
        ip route add 10.1.2.0/24 dev wired
        for address in 192.0.2.1/24 192.0.2.9/24 10.1.2.5/24; do ip -n world address add "${address}" dev far; done
        ip -n world link set far up
        ip -n world link set lo up'
}

# Everybody listens: the world on 80 and 443, the kiosk on what is open to administrators and on 8080.
make_listeners() {
    cat >"${place}/root/listen.py" <<'PYTHON'
import socketserver, sys, threading
class Hello(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.sendall(b"hello\n")
socketserver.TCPServer.allow_reuse_address = True
for port in sys.argv[1:]:
    threading.Thread(target=socketserver.ThreadingTCPServer(("0.0.0.0", int(port)), Hello).serve_forever).start()
PYTHON
    inside systemd-run --quiet --unit=test-world ip netns exec world python3 /root/listen.py 80 443 6514
    inside systemctl stop ssh.service prometheus-node-exporter.service # their ports are listened on by the test
    inside systemd-run --quiet --unit=test-kiosk python3 /root/listen.py 22 9100 8080
    wait_for 40 inside bash -c 'ss -Hltn sport = :8080 | grep -q . && ip netns exec world ss -Hltn sport = :6514 | grep -q .'
}

# reach USER HOST PORT: from the kiosk; from ADDRESS PORT: from the world to the kiosk.
reach() {
    inside runuser -u "$1" -- timeout 3 bash -c "read -r line <>/dev/tcp/$2/$3 && [[ \${line} == hello ]]" 2>/dev/null
}

from() {
    inside ip netns exec world timeout 3 python3 -c "
import socket
line = socket.create_connection(('192.0.2.50', $2), 2, ('$1', 0))
line.settimeout(2)
raise SystemExit(line.recv(9) != b'hello\n')" 2>/dev/null
}

may() { "$@" || complain "refused: $*"; }
may_not() { if "$@"; then complain "let through: $*"; fi; }

boot() {
    nspawn_start "${state}" "${place}" --private-network
    wait_for 90 nspawn_running "${state}" || complain "the system does not come up"
    make_world || complain "no network can be made in the container"
    make_listeners || complain "nobody listens"
    # Without the rules everything is open, or the refusals below would prove nothing.
    inside nft delete table inet hall || complain "the firewall was not there: $(kiosk_log nftables)"
    may reach hall-kiosk 192.0.2.1 443
    may reach hall-sync 192.0.2.9 443
    may from 192.0.2.9 8080
    inside systemctl restart nftables.service || complain "the firewall does not start: $(kiosk_log nftables)"
    printf 'without the rules all is open; they are loaded by the unit\n'
}

case_firewall() {
    may_not reach hall-kiosk 192.0.2.1 443
    may_not reach hall-display 192.0.2.1 443
    may reach hall-sync 192.0.2.1 443
    may_not reach hall-sync 192.0.2.1 80
    may_not reach hall-sync 192.0.2.1 6514
    may_not reach hall-sync 192.0.2.9 443
    may_not reach root 192.0.2.9 443
    may_not reach nobody 192.0.2.1 443
    may from 10.1.2.5 22
    may from 10.1.2.5 9100
    may_not from 10.1.2.5 8080
    may_not from 192.0.2.9 22
    may_not from 192.0.2.9 8080
    may_not from 192.0.2.1 9100
    inside systemctl restart nftables.service
    [[ $(inside nft list tables | grep -c 'inet hall') -eq 1 ]] || complain "loaded twice, the table is there twice or not"
    may reach hall-sync 192.0.2.1 443
    printf '8 ways out and 6 ways in as they should be; loaded twice the same\n'
}

at_exit nspawn_stop "${state}"
run_case - 'provisioned kiosk in a network of its own' boot
if [[ -s ${state}/init.pid ]]; then
    run_case 19 'firewall: who may talk to whom' case_firewall
fi
cases_done
