#!/usr/bin/env bash
# The technicians' account on a machine that runs: it gets in by its key, new rules of the network wait
# for its word, also after a power cut, and without it they are taken back. Run by run-l2.
. "$(dirname -- "${BASH_SOURCE[0]}")/machines/kiosk.sh"

[[ ${EUID} -eq 0 ]] || skip "a container needs root"
place=${scratch}/root
state=${scratch}/state
kiosk_root "${place}"
kiosk_headless "${place}"
"${HALL_ROOT}/deploy-scripts/hall-config" template touch >"${place}/root/hall.conf"
ssh-keygen -q -t ed25519 -N '' -f "${place}/root/key"
cp "${place}/root/key.pub" "${place}/root/admin.pub"

# visit COMMAND…: by ssh, as the technicians do.
visit() {
    inside timeout 60 ssh -q -i /root/key -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o BatchMode=yes hall-tech@127.0.0.1 "$@"
}

# rule COMMAND…: as root, by ssh where the machine of the tests has sudo.
rule() {
    if [[ -x ${place}/usr/bin/sudo ]]; then visit sudo -n "$@"; else inside "$@"; fi
}

# visits: somebody is logged in while the rules change.
visits() {
    inside systemctl stop test-visit.service 2>/dev/null || true
    inside systemd-run --quiet --collect --unit=test-visit ssh -i /root/key -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null \
        -o BatchMode=yes hall-tech@127.0.0.1 sleep 900
    wait_for 20 inside pgrep -f 'sleep 900' >/dev/null
}

waits() { unit_is active hall-network-revert.timer; }

boot() {
    nspawn_start "${state}" "${place}" --private-network
    wait_for 90 nspawn_running "${state}" || complain "the system does not come up"
    inside systemctl is-active --quiet ssh.service || { inside ssh-keygen -A && inside systemctl restart ssh.service; } ||
        complain "ssh does not start: $(kiosk_log ssh)"
}

case_keys() {
    boot
    rm "${place}/root/admin.pub"
    if inside hall-provision --config /root/hall.conf --phase users,lockdown,network >"${scratch}/words" 2>&1; then
        complain "everybody was shut out: $(<"${scratch}/words")"
    fi
    grep -q admin.pub "${scratch}/words" || complain "$(<"${scratch}/words")"
    inside hall-provision --admin-keys /root/key.pub >"${scratch}/words" 2>&1 || complain "$(<"${scratch}/words")"
    [[ $(visit id -un) == hall-tech && $(rule id -u) == 0 ]] || complain "the technician does not get in: $(kiosk_log ssh)"
    printf 'shut out: refused; with a key hall-tech gets in\n'
}

case_wait() {
    visits || complain "nobody is logged in"
    rule /usr/sbin/hall-provision --config /root/hall.conf --phase users,network >"${scratch}/words" 2>&1 || complain "$(<"${scratch}/words")"
    [[ $(tail -n 1 "${scratch}/words") == *--confirm* ]] || complain "the last word is another: $(<"${scratch}/words")"
    waits || complain "nothing waits: $(kiosk_log hall-network-revert.timer)"
    if visit hall-provision --confirm >"${scratch}/words" 2>&1; then complain "confirmed without root"; fi
    nspawn_cut "${state}"
    boot
    waits || complain "after the power cut nothing waits: $(kiosk_log hall-network-revert.timer)"
    rule /usr/sbin/hall-provision --confirm >"${scratch}/words" 2>&1 || complain "$(<"${scratch}/words")"
    if waits; then complain "it still waits"; fi
    inside nft list table inet hall >/dev/null || complain "there are no rules"
    printf 'asks, asks again after a power cut, and believes root\n'
}

case_back() {
    visits || complain "nobody is logged in"
    inside sed -i 's/^ADMIN_NET=.*/ADMIN_NET=10.9.9.0\/24/' /etc/hall/hall.conf
    rule /usr/sbin/hall-provision --phase network >"${scratch}/words" 2>&1 || complain "$(<"${scratch}/words")"
    waits || complain "nothing waits: $(<"${scratch}/words")"
    # What the timer does after five minutes.
    inside systemctl start hall-network-revert.service || complain "$(kiosk_log hall-network-revert)"
    if inside nft list table inet hall >/dev/null 2>&1; then complain "the rules are still there"; fi
    inside test ! -e /etc/ssh/sshd_config.d/00-hall.conf || complain "ssh still has the new rules"
    if rule /usr/sbin/hall-provision --confirm >"${scratch}/words" 2>&1; then complain "confirmed what is gone"; fi
    grep -q 已经自动还原 "${scratch}/words" || complain "$(<"${scratch}/words")"
    printf 'nobody confirms: as before, and it is said\n'
}

at_exit nspawn_stop "${state}"
run_case - 'nobody is shut out; the technician gets in' case_keys
if [[ -s ${state}/init.pid ]]; then
    run_case - 'new rules of the network wait for a word' case_wait
    run_case - 'without it they are taken back' case_back
fi
cases_done
