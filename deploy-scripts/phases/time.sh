# Phase time: one server, and a clock that may jump at any time: kiosks start with years-old clocks. Sourced by hall-provision.
# shellcheck shell=bash
# Variables come from the libraries that hall-provision has read.
# shellcheck disable=SC2154
# shellcheck source=../lib/owned.sh
. "${BASH_SOURCE[0]%/*}/../lib/owned.sh"
files=${HALL_SCRIPTS}/phases/files

phase_time() {
    local text
    text=$(<"${files}/chrony.conf.in")
    printf '%s\n' "${text//@NTP@/"${hallconf_value[NTP]}"}" | own_file /etc/chrony/hall.conf 0644
    own_file /etc/systemd/system/chrony.service.d/60-hall.conf 0644 <"${files}/chrony-service.conf"
    want_units chrony.service
}

react_time() {
    systemctl daemon-reload
    systemctl restart chrony.service || warn "校时服务没有启动，见 systemctl status chrony"
}
