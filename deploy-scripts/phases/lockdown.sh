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
    # On a full disk systemd could not make the folders that PrivateTmp= and PrivateDevices= need, and no unit of ours
    # would start. Also Debian 13's own tmp.mount is ours, so that both releases are alike.
    for unit in tmp var-tmp; do
        sed "s|@WHERE@|/${unit//-//}|" "${files}/memory.mount.in" | own_file "/etc/systemd/system/${unit}.mount" 0644
        own_link "/etc/systemd/system/local-fs.target.wants/${unit}.mount" "/etc/systemd/system/${unit}.mount"
    done
    own_file /etc/systemd/logind.conf.d/60-hall.conf 0644 <"${files}/logind.conf"
    own_file /etc/sysctl.d/60-hall.conf 0644 <"${files}/sysctl.conf"
    own_file /etc/systemd/system.conf.d/60-hall.conf 0644 <"${files}/system.conf"
    own_file /etc/systemd/coredump.conf.d/60-hall.conf 0644 <"${files}/coredump.conf"
}

# Whoever sits at a console now is not thrown out; the next login there is not offered any more.
react_lockdown() {
    # What is open in the old folders stays there until then.
    if [[ $(findmnt -n -o FSTYPE /var/tmp 2>/dev/null) != tmpfs ]]; then : >/run/hall-provision-reboot; fi
    sysctl --quiet --load=/etc/sysctl.d/60-hall.conf || warn "内核参数要重启后才生效"
    systemctl daemon-reexec
    systemctl try-restart systemd-logind.service || true
}
