# Phase updates: the system's security updates at night; our own packages come by hall-upgrade only. Sourced by hall-provision.
# shellcheck shell=bash
# Variables come from the libraries that hall-provision has read.
# shellcheck disable=SC2154
# shellcheck source=../lib/owned.sh
. "${BASH_SOURCE[0]%/*}/../lib/owned.sh"
files=${HALL_SCRIPTS}/phases/files

phase_updates() {
    if [[ ${hallconf_value[READONLY_ROOT]} == yes ]]; then
        own_file /etc/apt/apt.conf.d/60hall 0644 <"${files}/apt-readonly.conf"
    else
        own_file /etc/apt/apt.conf.d/60hall 0644 <"${files}/apt.conf"
        want_units apt-daily.timer apt-daily-upgrade.timer
    fi
}
