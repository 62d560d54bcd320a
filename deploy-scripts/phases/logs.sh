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
        log_words | own_file /etc/rsyslog.d/60-hall.conf 0644
        want_units rsyslog.service
    fi
}

# rsyslog proves by the kiosk's own certificate who it is, where there is one.
log_words() {
    local text secrets=/etc/hall/secrets authority=/etc/ssl/certs/ca-certificates.crt
    if [[ -f ${owned_root}${secrets}/ca.crt ]]; then authority=${secrets}/ca.crt; fi
    text=$(<"${HALL_SCRIPTS}/monitoring/rsyslog-kiosk.conf.in")
    text=${text//@HOST@/"${hallconf_value[LOG_HOST]%:*}"}
    text=${text//@PORT@/"${hallconf_value[LOG_HOST]##*:}"}
    text=${text//@KIOSK_ID@/"${hallconf_value[KIOSK_ID]}"}
    text=${text//@AUTHORITY@/"${authority}"}
    if [[ ! -f ${owned_root}${secrets}/client.crt ]]; then text=$(grep -vE '@(CERTIFICATE|KEY)@"$' <<<"${text}"); fi
    text=${text//@CERTIFICATE@/"${secrets}/client.crt"}
    printf '%s\n' "${text//@KEY@/"${secrets}/client.key"}"
}

react_logs() {
    systemctl restart systemd-journald.service || warn "日志服务没有重启"
    systemctl try-restart rsyslog.service || warn "rsyslog 没有重启，见 systemctl status rsyslog"
}
