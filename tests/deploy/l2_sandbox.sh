#!/usr/bin/env bash
# What the screens' unit keeps from them, by a program in its place that tries: a network connection, a file in the
# content, sway's control socket, the secrets. The same attempts succeed without the sandbox.
. "$(dirname -- "${BASH_SOURCE[0]}")/machines/kiosk.sh"

[[ ${EUID} -eq 0 ]] || skip "a container needs root"
place=${scratch}/root
state=${scratch}/state
kiosk_root "${place}"
kiosk_provision "${place}"
kiosk_headless "${place}"
kiosk_content "${place}"
printf 'a hash\n' >"${place}/etc/hall/secrets/technician.pin"
printf 'a key\n' >"${place}/etc/hall/secrets/client.key"
# The firewall is not what is tried here: it stands in the way of the screens too.
systemctl --root="${place}" --quiet mask nftables.service

# Each line: what was tried, and done or refused. Never fails, so that every attempt is made.
cat >"${place}/usr/lib/hall-try" <<'SCRIPT'
#!/bin/bash
attempt() {
    local what=$1
    shift
    if "$@" >/dev/null 2>&1; then printf '%s done\n' "${what}"; else printf '%s refused\n' "${what}"; fi
}
connect() { exec 3<>"/dev/tcp/127.0.0.1/8099"; }
write() { : >"/var/lib/hall/cache/tried"; }
make_folder() { mkdir /var/lib/hall/cache/tried.d; }
read_secret() { cat "$1"; }
attempt network connect
attempt any-socket python3 -c 'import socket; socket.socket(socket.AF_INET)'
attempt cache write
attempt cache-folder make_folder
attempt configuration touch /etc/hall/hall.conf
attempt sway-socket swaymsg -s /run/hall-display/sway.sock -t get_version
attempt sway-command swaymsg -s /run/hall-display/sway.sock nop
attempt secret read_secret /etc/hall/secrets/client.key
attempt secrets-list ls /etc/hall/secrets
attempt content test -r /var/lib/hall/cache -a -x /var/lib/hall/cache
attempt wayland test -w /run/hall-display/wayland-1
SCRIPT
chmod 0755 "${place}/usr/lib/hall-try"

# The unit itself with another program: every line but those about starting and ending.
try_unit() {
    sed -E '/\\$/{:more;N;/\\\n.*\\$/bmore}; s/^ExecStart=.*/ExecStart=\/usr\/lib\/hall-try/; /^(Type|NotifyAccess|WatchdogSec|Restart|RestartSec|ExecStartPost|PartOf|Conflicts|OnFailure|Wants|After|StartLimit[A-Za-z]*|RuntimeDirectory[A-Za-z]*|StateDirectory[A-Za-z]*|WantedBy)=/d; /^ +--/d' \
        "${place}/usr/lib/systemd/system/hall-kiosk.service" |
        sed 's/^\[Service\]/[Service]\nType=oneshot\nStandardOutput=file:\/run\/hall-try.out/'
}

# tried WAY: the lines of the program in /run/hall-try.out.
tried() {
    inside cat /run/hall-try.out | paste -sd ' '
}

case_boot() {
    nspawn_start "${state}" "${place}" --private-network
    wait_for 60 nspawn_running "${state}" || complain "the system does not come up"
    wait_for 60 kiosk_ready || complain "the screens are not up: $(kiosk_log hall-display) $(kiosk_log hall-kiosk)"
    inside systemd-run --quiet --unit=hall-listen /usr/bin/python3 -m http.server 8099 --bind 127.0.0.1
    wait_for 10 inside bash -c 'exec 3<>/dev/tcp/127.0.0.1/8099' || complain "nothing listens"
}

case_sandbox() {
    local words
    try_unit >"${place}/etc/systemd/system/hall-try.service"
    for word in PrivateNetwork=yes User=hall-kiosk ProtectSystem=strict RestrictAddressFamilies=AF_UNIX ExecStart=/usr/lib/hall-try; do
        grep -qx -- "${word}" "${place}/etc/systemd/system/hall-try.service" || complain "the unit that is tried lost ${word}"
    done
    inside systemctl daemon-reload
    inside systemctl start hall-try.service || complain "the attempts were not made: $(kiosk_log hall-try)"
    words=$(tried)
    [[ ${words} == 'network refused any-socket refused cache refused cache-folder refused configuration refused sway-socket refused sway-command refused secret refused secrets-list refused content done wayland done' ]] ||
        complain "in the sandbox: ${words}"
    printf '%s\n' "${words}"
}

# control USER: the same program by a unit without any of it.
control() {
    inside rm -f /run/hall-try.out
    inside systemd-run --quiet --wait --collect --property="User=$1" --property=StandardOutput=file:/run/hall-try.out /usr/lib/hall-try ||
        complain "the control was not made"
    tried
}

case_control() {
    local words
    words=$(control root)
    [[ ${words} != *refused* && $(wc -w <<<"${words}") -eq 22 ]] || complain "without the sandbox as root: ${words}"
    inside rm -r /var/lib/hall/cache/tried /var/lib/hall/cache/tried.d
    printf '%s\n' "${words}"
}

# Without the sandbox the user alone is not kept from the network, but from the content, the compositor and the secrets:
# these have two locks.
case_user() {
    local words
    words=$(control hall-kiosk)
    [[ ${words} == 'network done any-socket done cache refused cache-folder refused configuration refused sway-socket refused sway-command refused secret refused secrets-list refused content done wayland done' ]] ||
        complain "as hall-kiosk without the sandbox: ${words}"
    printf '%s\n' "${words}"
}

at_exit nspawn_stop "${state}"
run_case - 'a kiosk provisioned and up' case_boot
if [[ -s ${state}/init.pid ]]; then
    run_case 19b "the screens' sandbox: no network, no writing, no control, no secrets" case_sandbox
    run_case 19c 'control: as root without the sandbox all of it succeeds' case_control
    run_case 19d "control: the screens' user without the sandbox gets to the network" case_user
fi
cases_done
