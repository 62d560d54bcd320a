# The clock. Sourced by hall-doctor.
# shellcheck shell=bash
# shellcheck source=../lib/probe.sh
. "${BASH_SOURCE[0]%/*}/../lib/probe.sh"

check A10 "时间" "time"
check_A10() {
    local here_now year leap offset rtc
    here_now=${right_now}
    year=$(date -d "@${here_now}" +%Y)
    if ((year < 2026 || year > 2045)); then
        bad "现在是 ${year} 年？时间明显不对" "the year ${year} is certainly wrong" \
            "timedatectl set-time '年-月-日 时:分:秒'；断电后又错就换主板电池" "timedatectl set-time …; if it is wrong again after a power cut, change the battery"
    fi
    if ask zone date +%z && [[ ${answer} =~ ^[+-][0-9]{4}$ && ${answer} != +0800 ]]; then
        bad "时区是 ${answer}，不是北京时间 +0800" "the zone is ${answer}, not +0800" \
            "hall-provision --config /etc/hall/hall.conf --phase time" "hall-provision --config /etc/hall/hall.conf --phase time"
    fi
    if ask chrony chronyc -c tracking && ((answer_code == 0)); then
        # The last field is the leap status, the fifth the offset of the system's clock in seconds.
        leap=${answer##*,}
        offset=$(cut -d, -f5 <<<"${answer}")
        if [[ ${leap} == 'Not synchronised' ]]; then
            bad "时间没有与校时服务器 ${conf[NTP]:-} 对上" "the clock is not synchronised with ${conf[NTP]:-its server}" \
                "chronyc sources 看服务器通不通；hall.conf 的 NTP 写对没有" "see chronyc sources; is NTP in hall.conf right"
        elif [[ $(awk -v o="${offset:-0}" 'BEGIN { print (o > 1 || o < -1) }') == 1 ]]; then
            warn "时间与服务器差 ${offset} 秒" "the clock is ${offset} s off" "等十分钟再查；不变就看 chronyc tracking" "wait ten minutes; if it stays, chronyc tracking"
        fi
    elif ask ntp timedatectl show --property=NTPSynchronized --value && [[ ${answer} =~ ^(yes|no)$ ]]; then
        if [[ ${answer} == no ]]; then
            bad "时间没有与校时服务器对上" "the clock is not synchronised" "systemctl status chrony；hall.conf 的 NTP 写对没有" "systemctl status chrony; is NTP in hall.conf right"
        fi
    else
        unknown "问不到校时服务 chrony" "chrony cannot be asked"
    fi
    if read_fact /sys/class/rtc/rtc0/since_epoch && [[ ${answer} =~ ^[0-9]+$ ]]; then
        rtc=$((answer > here_now ? answer - here_now : here_now - answer))
        if ((rtc > 120)); then
            warn "主板时钟与系统差 ${rtc} 秒" "the board's clock is ${rtc} s off" "hwclock --systohc；几天后又差就换主板电池" \
                "hwclock --systohc; if it drifts again within days, change the battery"
        fi
    fi
}
