# Phase logs: bounded here, kept on the log server. Sourced by hall-provision.
# shellcheck shell=bash
# Variables come from the libraries that hall-provision has read.
# shellcheck disable=SC2154
# shellcheck source=../lib/owned.sh
. "${BASH_SOURCE[0]%/*}/../lib/owned.sh"
files=${HALL_SCRIPTS}/phases/files

phase_logs() {
    own_file /etc/systemd/journald.conf.d/60-hall.conf 0644 <"${files}/journald.conf"
    if [[ -n ${hallconf_value[LOG_HOST]} ]]; then
        local text
        text=$(<"${files}/rsyslog.conf.in")
        text=${text//@LOG_HOST@/"${hallconf_value[LOG_HOST]%:*}"}
        text=${text//@LOG_PORT@/"${hallconf_value[LOG_HOST]##*:}"}
        printf '%s\n' "${text//@KIOSK_ID@/"${hallconf_value[KIOSK_ID]}"}" | own_file /etc/rsyslog.d/60-hall.conf 0644
        want_units rsyslog.service
    fi
}

react_logs() {
    systemctl restart systemd-journald.service || warn "日志服务没有重启"
    systemctl try-restart rsyslog.service || warn "rsyslog 没有重启，见 systemctl status rsyslog"
}
