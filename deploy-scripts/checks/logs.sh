# The logs: bounded here, kept on the log server. Sourced by hall-doctor.
# shellcheck shell=bash
# shellcheck source=../lib/probe.sh
. "${BASH_SOURCE[0]%/*}/../lib/probe.sh"

check B10 "日志" "logs"
check_B10() {
    local most queue
    if ! ask journald systemd-analyze cat-config systemd/journald.conf; then
        unknown "问不到日志的设置" "the journal's settings cannot be asked"
    else
        most=$(sed -n 's/^SystemMaxUse=//p' <<<"${answer}" | tail -n 1)
        if [[ -z ${most} ]]; then
            bad "日志的大小没有上限，会占满磁盘" "the journal has no limit and may fill the disk" "hall-provision --config /etc/hall/hall.conf --phase logs" \
                "hall-provision --config /etc/hall/hall.conf --phase logs"
        fi
    fi
    if [[ -z ${conf[ROLE]:-} || -z ${conf[LOG_HOST]} ]]; then return 0; fi
    if ! ask_unit rsyslog.service; then
        no_systemd
    elif [[ ${unit[ActiveState]} != active ]]; then
        bad "日志没有送往 ${conf[LOG_HOST]}：rsyslog 没有运行" "logs are not sent to ${conf[LOG_HOST]}: rsyslog is not running" "systemctl restart rsyslog；journalctl -u rsyslog -n 20" \
            "systemctl restart rsyslog; journalctl -u rsyslog -n 20"
    fi
    queue=$(du -sm "${probe_root}/var/spool/rsyslog" 2>/dev/null | cut -f 1)
    if ((${queue:-0} > 20)); then
        warn "有 ${queue} MB 日志没有送到 ${conf[LOG_HOST]}" "${queue} MB of logs wait for ${conf[LOG_HOST]}" "日志服务器通不通；防火墙放行没有（B4）" "is the log server reachable; does the firewall let it pass (B4)"
    fi
}
