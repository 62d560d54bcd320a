# The programs: whole, of the right version, and kept up to date. Sourced by hall-doctor.
# shellcheck shell=bash
# shellcheck source=../lib/probe.sh
. "${BASH_SOURCE[0]%/*}/../lib/probe.sh"
# shellcheck source=../lib/debcache.sh
. "${BASH_SOURCE[0]%/*}/../lib/debcache.sh"

# shellcheck disable=SC2016 # dpkg's own names
package_line='${db:Status-Abbrev}\t${Package}\t${Version}\n'

check A2 "软件包" "packages"
check_A2() {
    local line status name version
    if ! ask packages dpkg-query -W -f "${package_line}"; then
        unknown "问不到 dpkg" "dpkg cannot be asked"
        return 0
    fi
    local list=${answer}
    while IFS=$'\t' read -r status name version; do
        # Second letter: what it is; third: R where it must be installed again.
        if [[ ${status} =~ ^.(i|c|n).?$ && ${status:2:1} != R ]]; then continue; fi
        bad "${name} ${version} 没有装完整（dpkg 状态 ${status}），多半是安装时断了电" \
            "${name} ${version} is not fully installed (dpkg says ${status}), as after a power cut" \
            "sudo hall-doctor --repair（不需要网络）" "sudo hall-doctor --repair; no network is needed"
    done <<<"${list}"
    for name in hall-kiosk hall-sync; do
        line=$(grep -P "^\S+\s*\t${name}\t" <<<"${list}" || true)
        version=${line##*$'\t'}
        if [[ -z ${line} || ! ${line} =~ ^.[^nc] ]]; then
            bad "没有安装 ${name}" "${name} is not installed" "sudo hall-doctor --repair，或 hall-upgrade --deb 安装包" \
                "sudo hall-doctor --repair, or hall-upgrade --deb FILE"
        else
            compare_with_channel "${name}" "${version}"
        fi
    done
    report_last_upgrade
}

# compare_with_channel PACKAGE VERSION: what the machine's own repository offers, where it has one.
compare_with_channel() {
    local offered
    ask "policy $1" apt-cache policy "$1" || return 0
    offered=$(sed -n 's/^ *Candidate: //p' <<<"${answer}")
    if [[ -n ${offered} && ${offered} != '(none)' && ${offered} != "$2" ]] && dpkg --compare-versions "${offered}" gt "$2"; then
        warn "$1 装的是 $2，通道 ${conf[CHANNEL]:-} 已有 ${offered}" "$1 is $2; channel ${conf[CHANNEL]:-} has ${offered}" \
            "hall-upgrade --channel ${conf[CHANNEL]:-stable}" "hall-upgrade --channel ${conf[CHANNEL]:-stable}"
    fi
}

report_last_upgrade() {
    read_fact "${debcache_place}/result" || return 0
    if [[ ${answer} == rolled-back* ]]; then
        warn "上次升级没有成功，已自动退回（${answer#rolled-back }）" "the last upgrade failed and was taken back (${answer#rolled-back })" \
            "看 journalctl -t hall-upgrade 里的原因，换一个安装包再升级" "see journalctl -t hall-upgrade for the reason; upgrade with another package"
    elif [[ ${answer} == failed* ]]; then
        bad "上次升级失败，退回也没有成功（${answer#failed }）" "the last upgrade failed, and so did the way back (${answer#failed })" \
            "sudo hall-rollback，看它的提示" "sudo hall-rollback, and do what it says"
    elif [[ ${answer} == running* ]] && { [[ -n ${probe_root} ]] || ! debcache_busy; }; then
        bad "升级到一半停下了（${answer#running }）" "an upgrade was broken off (${answer#running })" \
            "sudo hall-doctor --repair" "sudo hall-doctor --repair"
    fi
}

# First what dpkg can finish by itself, then what a cut in unpacking left: only installing it again cures that.
repair_A2() {
    local status name version archive
    if debcache_busy; then
        say "正在升级，等它结束再修复"
        return 0
    fi
    export DEBIAN_FRONTEND=noninteractive
    dpkg --force-confold --configure -a </dev/null || true
    if debcache_unfinished; then debcache_return </dev/null || true; fi
    while IFS=$'\t' read -r status name version; do
        if [[ ${status} =~ ^.i.?$ && ${status:2:1} != R ]] || [[ ${status} =~ ^.[cn] ]]; then continue; fi
        if archive=$(debcache_find "${name}" "${version}"); then
            dpkg --force-confold -i "${archive}" </dev/null || true
        else
            say "找不到 ${name} ${version} 的安装包，接上网络后执行：apt-get install --reinstall ${name}"
        fi
    done < <(dpkg-query -W -f "${package_line}")
    for name in hall-sync hall-kiosk; do
        if [[ $(dpkg-query -W -f '${db:Status-Status}' "${name}" 2>/dev/null) != installed ]] && archive=$(debcache_find "${name}"); then
            dpkg --force-confold -i "${archive}" </dev/null || true
        fi
    done
    dpkg --force-confold --configure -a </dev/null || true
}

# How old what apt knows is: without a mirror in reach, upgrades find nothing to do and say that all is well.
look_at_lists() {
    local newest days advice_zh advice_en
    advice_zh="apt-get update，看哪个地址不通；内网有镜像的在 hall.conf 写 APT_MIRROR；改过软件源的再执行 hall-provision，防火墙才放行"
    advice_en="apt-get update tells which address fails; name the mirror of your network as APT_MIRROR in hall.conf; after a change of sources hall-provision lets the firewall pass them"
    newest=$(find "${probe_root}/var/lib/apt/lists" "${probe_root}/var/lib/apt/periodic/update-success-stamp" -maxdepth 1 -type f \
        \( -name '*_InRelease' -o -name '*_Release' -o -name update-success-stamp \) -printf '%Ts\n' 2>/dev/null | sort -n | tail -n 1) || true
    if [[ -z ${newest} ]]; then
        warn "软件源的清单从来没有取到过，装不了安全更新" "the package lists were never fetched: no security updates" "${advice_zh}" "${advice_en}"
        return 0
    fi
    days=$(((right_now - newest) / 86400))
    if ((days > 45)); then
        bad "软件源的清单是 ${days} 天前的，装不到新的安全更新" "the package lists are ${days} days old: no new security updates" "${advice_zh}" "${advice_en}"
    elif ((days > 14)); then
        warn "软件源的清单是 ${days} 天前的，装不到新的安全更新" "the package lists are ${days} days old: no new security updates" "${advice_zh}" "${advice_en}"
    fi
}

check B11 "系统更新" "updates of the system"
check_B11() {
    local stamp=${probe_root}/var/lib/apt/periodic/unattended-upgrades-stamp days
    if [[ -e ${probe_root}/run/reboot-required ]]; then
        warn "更新装好了，要重启才生效" "updates are installed and need a reboot" "下班后执行 reboot" "reboot after hours"
    fi
    if [[ ${conf[READONLY_ROOT]:-no} == yes ]]; then
        fact "系统分区只读：更新在维护窗口里装" "the root is read-only: updates are installed in a maintenance window"
        return 0
    fi
    if ! ask apt-config apt-config dump; then
        unknown "问不到 apt" "apt cannot be asked"
        return 0
    fi
    if ! grep -q '^Unattended-Upgrade::Package-Blacklist:: ".*hall' <<<"${answer}"; then
        bad "自动更新没有排除 hall-kiosk，会绕过 hall-upgrade" "unattended-upgrades does not leave out hall-kiosk and would go past hall-upgrade" \
            "hall-provision --config /etc/hall/hall.conf --phase updates" "hall-provision --config /etc/hall/hall.conf --phase updates"
    fi
    look_at_lists
    if [[ ! -e ${stamp} ]]; then
        warn "安全更新还没有运行过" "security updates have never run" "systemctl start apt-daily-upgrade.service，再看 journalctl -u apt-daily-upgrade" \
            "systemctl start apt-daily-upgrade.service, then journalctl -u apt-daily-upgrade"
        return 0
    fi
    days=$(((right_now - $(stat -c %Y "${stamp}")) / 86400))
    if ((days > 7)); then
        warn "${days} 天没有装过安全更新" "no security updates for ${days} days" "看 journalctl -u apt-daily-upgrade；镜像服务器通不通" \
            "see journalctl -u apt-daily-upgrade; is the mirror reachable"
    fi
}
