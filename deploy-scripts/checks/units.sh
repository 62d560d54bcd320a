# The services: running, staying up, and closed as far as they can be. Sourced by hall-doctor.
# shellcheck shell=bash
# shellcheck source=../lib/probe.sh
. "${BASH_SOURCE[0]%/*}/../lib/probe.sh"

kiosk_units=(seatd hall-display hall-kiosk hall-sync)

# unit_name UNIT LANGUAGE: what it does, for people.
unit_name() {
    case "$1-$2" in
        seatd-zh) printf '显卡和触摸的分配服务' ;;
        hall-display-zh) printf '显示服务' ;;
        hall-kiosk-zh) printf '终端界面' ;;
        hall-sync-zh) printf '内容同步' ;;
        seatd-*) printf 'seat service' ;;
        hall-display-*) printf 'compositor' ;;
        hall-kiosk-*) printf 'screen program' ;;
        *) printf 'content sync' ;;
    esac
}

# hall-sync.service has this as its condition.
no_root_of_trust() {
    [[ -d ${probe_root}/usr/share/hall && ! -e ${probe_root}/usr/share/hall/root.json ]]
}

check A3 "服务运行" "services"
check_A3() {
    local name
    for name in "${kiosk_units[@]}"; do
        if ! ask_unit "${name}.service"; then
            no_systemd
            return 0
        fi
        if [[ ${unit[LoadState]} != loaded ]]; then
            bad "没有 ${name}.service（$(unit_name "${name}" zh)）" "there is no ${name}.service ($(unit_name "${name}" en))" \
                "hall-provision" "hall-provision"
        elif [[ ${unit[ActiveState]} == failed ]]; then
            bad "${name}（$(unit_name "${name}" zh)）失败：${unit[Result]}" "${name} ($(unit_name "${name}" en)) has failed: ${unit[Result]}" \
                "sudo hall-doctor --repair；仍不行看 journalctl -u ${name} -n 50" "sudo hall-doctor --repair; if that does not help, journalctl -u ${name} -n 50"
        elif [[ ${name} == hall-sync && ${unit[ActiveState]} == inactive ]] && no_root_of_trust; then
            warn "hall-sync（内容同步）没有启动：缺信任根文件 root.json" "hall-sync (content sync) does not run: there is no root.json" "见 A9" "see A9"
        elif [[ ${unit[ActiveState]} != active ]]; then
            bad "${name}（$(unit_name "${name}" zh)）没有运行：${unit[ActiveState]}/${unit[SubState]}" \
                "${name} ($(unit_name "${name}" en)) is not running: ${unit[ActiveState]}/${unit[SubState]}" \
                "显示器没接好时界面会等待（见 A4）；否则 sudo hall-doctor --repair" "without a display the screen waits (see A4); otherwise sudo hall-doctor --repair"
        fi
        count_restarts "${name}"
    done
}

# count_restarts NAME: those of the last hour, by systemd's own message about them.
count_restarts() {
    local count
    ask "restarts $1" journalctl --quiet --since=-1h --output=cat MESSAGE_ID=5eb03494b6584870a536b337290809b3 "UNIT=$1.service" || return 0
    count=$(grep -c . <<<"${answer}" || true)
    if ((count > 3)); then
        bad "$1 一小时内重启了 ${count} 次" "$1 was restarted ${count} times within the hour" "看 journalctl -u $1 --since -1h" "see journalctl -u $1 --since -1h"
    elif ((count > 0)); then
        warn "$1 一小时内重启了 ${count} 次" "$1 was restarted ${count} times within the hour" "看 journalctl -u $1 --since -1h" "see journalctl -u $1 --since -1h"
    fi
}

# Starts what has failed or ended, the lower first; what waits for a display is left alone.
repair_A3() {
    local name
    for name in "${kiosk_units[@]}"; do
        if ! ask_unit "${name}.service" || [[ ${unit[LoadState]} != loaded ]]; then continue; fi
        if [[ ${unit[ActiveState]} == failed || ${unit[ActiveState]} == inactive ]]; then
            systemctl reset-failed "${name}.service" 2>/dev/null || true
            timeout 60 systemctl start "${name}.service" || true
        fi
    done
}

check A15 "没有停在备用画面" "no fallback page"
check_A15() {
    if ! ask_unit hall-fallback.service; then
        no_systemd
    elif [[ ${unit[LoadState]} != loaded ]]; then
        bad "没有备用画面 hall-fallback.service" "there is no hall-fallback.service" "hall-provision" "hall-provision"
    elif [[ ${unit[ActiveState]} == active || ${unit[ActiveState]} == activating ]]; then
        bad "界面连续出错，正显示热线电话的备用画面" "the screen program failed again and again; the page with the hotlines is shown" \
            "会自动重试；原因看 journalctl -u hall-kiosk -n 100；刚升级过的用 hall-rollback 退回" \
            "it is tried again by itself; for the reason journalctl -u hall-kiosk -n 100; after an upgrade hall-rollback"
    fi
}

repair_A15() {
    if ask_unit hall-fallback.service && [[ ${unit[ActiveState]} == active ]]; then
        systemctl reset-failed hall-kiosk.service 2>/dev/null || true
        timeout 60 systemctl start hall-kiosk.service || true
    fi
}

check B1 "服务的封闭程度" "hardening of the services"
check_B1() {
    local name score
    for name in hall-kiosk hall-sync hall-display; do
        if ! ask "security ${name}" systemd-analyze security --no-pager "${name}.service" ||
            ! score=$(grep -oP 'Overall exposure level for \S+: \K[0-9]+\.[0-9]' <<<"${answer}"); then
            unknown "${name} 的封闭程度问不到" "the hardening of ${name} cannot be asked"
            continue
        fi
        if ((10#${score/./} > 15)); then
            bad "${name} 的暴露值是 ${score}，应不高于 1.5" "the exposure of ${name} is ${score}, 1.5 is the limit" \
                "看 systemctl cat ${name} 里有没有别人加的设置，然后 hall-provision" \
                "look for foreign settings in systemctl cat ${name}, then hall-provision"
        fi
    done
}

check B9 "硬件看门狗" "hardware watchdog"
check_B9() {
    local usec device=/sys/class/watchdog/watchdog0
    if [[ ! -d ${probe_root}/sys ]]; then
        unknown "看不到 /sys" "there is no /sys to look at"
        return 0
    fi
    if [[ ! -d ${probe_root}${device} ]]; then
        warn "没有硬件看门狗：系统死机时不会自己重启" "there is no hardware watchdog: a dead system stays dead" \
            "在 BIOS 里打开 Watchdog；有的主板要 modprobe iTCO_wdt" "switch Watchdog on in the firmware; some boards need modprobe iTCO_wdt"
        return 0
    fi
    if ! ask manager-watchdog systemctl show --property=RuntimeWatchdogUSec || ((answer_code != 0)); then
        no_systemd
        return 0
    fi
    usec=${answer#*=}
    if [[ ${usec} == 0 || ${usec} == infinity || -z ${usec} ]]; then
        bad "有硬件看门狗，但系统没有用它" "there is a hardware watchdog, but systemd does not use it" \
            "hall-provision --config /etc/hall/hall.conf --phase boot" "hall-provision --config /etc/hall/hall.conf --phase boot"
    elif read_fact "${device}/state" && [[ ${answer} != active ]]; then
        bad "硬件看门狗没有启动（${answer}）" "the hardware watchdog is not armed (${answer})" "重启一次；仍这样看 journalctl -b | grep -i watchdog" \
            "reboot; if it stays so, journalctl -b | grep -i watchdog"
    fi
}
