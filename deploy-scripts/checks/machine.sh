# Disk, memory, temperature. Sourced by hall-doctor.
# shellcheck shell=bash
# shellcheck source=../lib/probe.sh
. "${BASH_SOURCE[0]%/*}/../lib/probe.sh"

check A11 "磁盘" "disk"
check_A11() {
    local place use source kind options file
    for place in / /var/lib/hall/cache /var/log; do
        if ! ask "df ${place//\//+}" df --output=pcent,ipcent,avail -B1M "${place}" || ((answer_code != 0)); then continue; fi
        read -r use file source < <(tail -n 1 <<<"${answer}")
        judge_fill "${place}" "${use%\%}" "${source}" "空间" "space"
        judge_fill "${place}" "${file%\%}" "${source}" "文件数" "inodes"
    done
    if [[ -z ${use:-} ]]; then unknown "问不到磁盘的用量" "the disk's use cannot be asked"; fi
    # A unit's own view may be read-only throughout; that of PID 1 is the machine's.
    if read_fact /proc/1/mounts; then
        while read -r source place kind options _; do
            if [[ ${source} == /dev/* && ${options} =~ ^ro(,|$) && ${place} =~ ^(/|/var|/var/lib/hall.*|/var/log.*)$ ]] &&
                [[ ${place} != / || ${conf[READONLY_ROOT]:-no} == no ]]; then
                bad "${place} 变成只读了（${source}），多半是磁盘出错" "${place} has become read-only (${source} ${kind}), as after a disk error" \
                    "dmesg | grep -i error 看原因；重启一次，再犯就换盘" "see dmesg | grep -i error; reboot, and if it comes back change the disk"
            fi
        done <<<"${answer}"
    fi
    for file in "${probe_root}"/sys/fs/ext4/*/errors_count; do
        if [[ -r ${file} ]] && (($(<"${file}") > 0)); then
            bad "分区 $(basename "$(dirname "${file}")") 记录过 $(<"${file}") 次文件系统错误" \
                "$(basename "$(dirname "${file}")") has recorded $(<"${file}") file system errors" "下班后重启并检查：fsck；再犯就换盘" "check it with fsck after hours; if it comes back change the disk"
        fi
    done
    look_at_wear
}

disk_cleared= # megabytes that a repair has freed; empty: none was tried

# judge_fill PLACE PERCENT FREE-MB CHINESE ENGLISH
judge_fill() {
    if ! [[ $2 =~ ^[0-9]+$ ]]; then return 0; fi
    if (($2 >= 98)) && [[ -n ${disk_cleared} ]]; then
        bad "$1 的$4已用 $2%，剩 $3 MB，能清理的已经清理（腾出 ${disk_cleared} MB）" \
            "$2 % of the $5 of $1 is used, $3 MB free; what can be cleared has been (${disk_cleared} MB)" \
            "最大的文件夹：$(largest_folders "$1")。删掉不是本系统的文件；都要用就换大的硬盘" \
            "the largest folders: $(largest_folders "$1"). Remove what is not of this system, or fit a larger disk"
    elif (($2 >= 98)); then
        bad "$1 的$4已用 $2%，剩 $3 MB" "$2 % of the $5 of $1 is used, $3 MB free" "sudo hall-doctor --repair 清理日志和下载；还不够就看 du -xh --max-depth=2 $1" \
            "sudo hall-doctor --repair clears logs and downloads; if not enough see du -xh --max-depth=2 $1"
    elif (($2 >= 90)); then
        warn "$1 的$4已用 $2%，剩 $3 MB" "$2 % of the $5 of $1 is used, $3 MB free" "sudo hall-doctor --repair --only A11" "sudo hall-doctor --repair --only A11"
    fi
}

look_at_wear() {
    local disk used seen=no
    for disk in "${probe_root}"/sys/block/{sd,nvme,mmcblk,vd}*; do
        if [[ ! -e ${disk} ]]; then continue; fi
        disk=${disk##*/}
        if ! ask "smart ${disk}" smartctl --json --attributes --health "/dev/${disk}"; then continue; fi
        if [[ $(json '.smart_status.passed') == false ]]; then
            seen=yes
            bad "硬盘 ${disk} 报告自己快坏了（SMART）" "the disk ${disk} says that it is failing (SMART)" "尽快换盘：备好新盘，按手册重新部署" "change the disk soon and provision the new one"
        fi
        used=$(json '.nvme_smart_health_information_log.percentage_used // ([.ata_smart_attributes.table[]? | select(.id == 177 or .id == 231 or .id == 233) | 100 - .value] | max) // empty')
        if [[ ${used} =~ ^[0-9]+$ ]]; then
            seen=yes
            if ((used >= 90)); then
                warn "硬盘 ${disk} 的寿命已用 ${used}%" "${used} % of the life of ${disk} is used" "安排换盘" "plan to change it"
            fi
        elif [[ $(json '.smart_status.passed') == true ]]; then
            seen=yes
        fi
    done
    if [[ ${seen} == no ]]; then
        unknown "读不到硬盘寿命（SMART）" "the wear of the disk cannot be read (SMART)" "虚拟机里没有；真机上装 smartmontools" "virtual machines have none; on a real one install smartmontools"
    fi
}

# Only what can be had again: old logs, downloaded packages, kept packages of versions that nobody goes back to.
repair_A11() {
    local before freed
    before=$(free_space)
    journalctl --quiet --rotate --vacuum-size=50M 2>/dev/null || true
    # apt wants to write a lock first, which a full disk does not allow.
    find /var/cache/apt/archives -xdev -type f -name '*.deb' -delete 2>/dev/null || true
    apt-get -q clean 2>/dev/null || true
    find /var/log -xdev -type f -name '*.gz' -mtime +14 -delete 2>/dev/null || true
    if ! debcache_busy; then
        debcache_prune
        rm -rf /var/cache/hall/offline
    fi
    freed=$(($(free_space) - before))
    disk_cleared=$((freed > 0 ? freed : 0))
    say "  腾出 ${disk_cleared} MB"
}

# Megabytes that are free on the file systems that are looked at, each counted once.
free_space() {
    df --output=source,avail -B1M / /var/cache /var/cache/apt/archives /var/log 2>/dev/null | tail -n +2 | sort -u |
        awk '{ sum += $2 } END { print sum + 0 }'
}

# largest_folders PLACE: the three that take the most, for people.
largest_folders() {
    timeout 20 du -xm --max-depth=3 "$1" 2>/dev/null | sort -rn |
        awk -v place="$1" '$2 != place && !($2 in above) { n = split($2, part, "/"); path = ""
            for (i = 2; i < n; i++) { path = path "/" part[i]; above[path] = 1 }
            line[++count] = $2 " " $1 " MB"; name[count] = $2 }
        END { for (i = 1; i <= count && shown < 3; i++) if (!(name[i] in above)) { printf "%s%s", (shown++ ? "，" : ""), line[i] } }'
}

check A12 "内存和温度" "memory and temperature"
check_A12() {
    local total available killed zone degrees seen=no
    if read_fact /proc/meminfo; then
        total=$(awk '$1 == "MemTotal:" { print int($2 / 1024) }' <<<"${answer}")
        available=$(awk '$1 == "MemAvailable:" { print int($2 / 1024) }' <<<"${answer}")
        if ((available * 20 < total || available < 100)); then
            bad "内存只剩 ${available} MB（共 ${total} MB）" "only ${available} MB of ${total} MB of memory are left" \
                "systemd-cgtop -m 看谁在用；重启界面：systemctl restart hall-kiosk" "see systemd-cgtop -m; systemctl restart hall-kiosk"
        fi
    else
        unknown "读不到内存用量" "the use of memory cannot be read"
    fi
    if read_fact /proc/vmstat; then
        killed=$(awk '$1 == "oom_kill" { print $2 }' <<<"${answer}")
        if ((${killed:-0} > 0)); then
            warn "开机以来因内存不足杀掉过 ${killed} 个程序" "${killed} programs were killed for want of memory since boot" \
                "journalctl -k | grep -i oom 看是谁" "see journalctl -k | grep -i oom"
        fi
    fi
    for zone in "${probe_root}"/sys/class/thermal/thermal_zone*/temp; do
        if ! degrees=$(cat "${zone}" 2>/dev/null); then continue; fi
        degrees=$((degrees / 1000))
        if ((degrees <= 0 || degrees > 150)); then continue; fi
        seen=yes
        if ((degrees >= 90)); then
            bad "温度 ${degrees} ℃" "it is ${degrees} °C hot" "清灰，看风扇转不转，机柜通不通风" "clean it; does the fan turn, has the cabinet air"
        elif ((degrees >= 80)); then
            warn "温度 ${degrees} ℃" "it is ${degrees} °C hot" "清灰，看风扇转不转，机柜通不通风" "clean it; does the fan turn, has the cabinet air"
        fi
    done
    if [[ ${seen} == no ]]; then
        unknown "没有温度传感器" "there is no temperature sensor" "虚拟机里没有；真机上加载 coretemp 模块" "virtual machines have none; on a real one load coretemp"
    fi
}
