# Phase time: Beijing time, one server, and a clock that may jump at any time: kiosks start with years-old clocks. Sourced by
# hall-provision.
# shellcheck shell=bash
# Variables come from the libraries that hall-provision has read.
# shellcheck disable=SC2154
# shellcheck source=../lib/owned.sh
. "${BASH_SOURCE[0]%/*}/../lib/owned.sh"
files=${HALL_SCRIPTS}/phases/files

phase_time() {
    local text
    # The whole country has one time. A system that nobody has installed by hand has UTC, eight hours behind.
    own_link /etc/localtime /usr/share/zoneinfo/Asia/Shanghai
    if [[ -e ${owned_root}/etc/timezone ]]; then printf 'Asia/Shanghai\n' | own_file /etc/timezone 0644; fi
    text=$(<"${files}/chrony.conf.in")
    printf '%s\n' "${text//@NTP@/"${hallconf_value[NTP]}"}" | own_file /etc/chrony/hall.conf 0644
    own_file /etc/systemd/system/chrony.service.d/60-hall.conf 0644 <"${files}/chrony-service.conf"
    want_units chrony.service
}

react_time() {
    systemctl daemon-reload
    # Programs keep the zone that they have started with.
    if [[ ${owned_changes[*]} == *$'\t/etc/localtime'* ]]; then
        systemctl --no-block try-restart rsyslog.service hall-sync.service hall-display.service || true
    fi
    systemctl restart chrony.service || warn "校时服务没有启动，见 systemctl status chrony"
}
