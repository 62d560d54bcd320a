# Phase lockdown: no consoles, no keys of the kernel, no way out but the technicians' own. Sourced by hall-provision.
# shellcheck shell=bash
# Variables come from the libraries that hall-provision has read.
# shellcheck disable=SC2154
# shellcheck source=../lib/owned.sh
. "${BASH_SOURCE[0]%/*}/../lib/owned.sh"
files=${HALL_SCRIPTS}/phases/files

phase_lockdown() {
    local unit
    for unit in getty@.service autovt@.service serial-getty@.service console-getty.service ctrl-alt-del.target \
        sleep.target suspend.target hibernate.target hybrid-sleep.target; do
        own_link "/etc/systemd/system/${unit}" /dev/null
    done
    own_file /etc/systemd/logind.conf.d/60-hall.conf 0644 <"${files}/logind.conf"
    own_file /etc/sysctl.d/60-hall.conf 0644 <"${files}/sysctl.conf"
    own_file /etc/systemd/system.conf.d/60-hall.conf 0644 <"${files}/system.conf"
    own_file /etc/systemd/coredump.conf.d/60-hall.conf 0644 <"${files}/coredump.conf"
}

# Whoever sits at a console now is not thrown out; the next login there is not offered any more.
react_lockdown() {
    sysctl --quiet --load=/etc/sysctl.d/60-hall.conf || warn "内核参数要重启后才生效"
    systemctl daemon-reexec
    systemctl try-restart systemd-logind.service || true
}
