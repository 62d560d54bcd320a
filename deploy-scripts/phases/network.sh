# Phase network: who may talk with this machine. Takes itself back where nobody confirms from outside. Sourced by hall-provision.
# shellcheck shell=bash
# Variables come from the libraries that hall-provision has read.
# shellcheck disable=SC2154,SC2034
# shellcheck source=../lib/owned.sh
. "${BASH_SOURCE[0]%/*}/../lib/owned.sh"
files=${HALL_SCRIPTS}/phases/files

phase_network() {
    local unit
    firewall >"${owned_scratch}/nftables.conf"
    own_file /etc/hall/nftables.conf 0644 <"${owned_scratch}/nftables.conf"
    own_file /etc/systemd/system/nftables.service.d/60-hall.conf 0644 <"${files}/nftables-service.conf"
    own_file /etc/ssh/sshd_config.d/00-hall.conf 0644 <"${files}/sshd.conf"
    for unit in hall-network-revert.service hall-network-revert.timer; do
        own_file "/etc/systemd/system/${unit}" 0644 <"${files}/${unit}"
    done
    want_units nftables.service hall-network-revert.timer
}

# firewall_rule USER URL-OR-HOST:PORT USUAL-PORT. A name may change its address, and the firewall must hold before there
# is a resolver: of a server that is given by name only the port is fixed.
firewall_rule() {
    local place=${2#*://} port=$3 host
    place=${place%%/*}
    place=${place##*@}
    host=${place%:*}
    if [[ ${place} == *:* ]]; then port=${place##*:}; fi
    printf '        meta skuid %s ' "$1"
    if [[ ${host} =~ ^[0-9]+(\.[0-9]+){3}$ ]]; then printf 'ip daddr %s ' "${host}"; fi
    printf 'tcp dport %s accept\n' "${port}"
}

# usual_port URL
usual_port() {
    if [[ $1 == https:* ]]; then printf 443; else printf 80; fi
}

firewall() {
    local url user rule rules=
    # shellcheck disable=SC2086 # the addresses are parted by spaces
    for url in ${hallconf_value[SERVER_URL]} ${hallconf_value[DROPBOX_URL]}; do
        for user in hall-sync _apt; do
            rules+=$(firewall_rule "${user}" "${url}" "$(usual_port "${url}")")$'\n'
        done
    done
    # Security updates come from where the machine's own sources are.
    while IFS= read -r url; do
        rule=$(firewall_rule _apt "${url}" "$(usual_port "${url}")")$'\n'
        if [[ ${rules} != *"${rule}"* ]]; then rules+=${rule}; fi
    done < <(source_urls)
    if [[ -n ${hallconf_value[LOG_HOST]} ]]; then rules+=$(firewall_rule root "${hallconf_value[LOG_HOST]}" 6514)$'\n'; fi
    local text
    text=$(<"${files}/nftables.conf.in")
    text=${text//@ADMIN_NET@/"${hallconf_value[ADMIN_NET]}"}
    text=${text//@NTP@/"$(ntp_address)"}
    printf '%s\n' "${text//@OUT@/"${rules%$'\n'}"}"
}

ntp_address() {
    if [[ ${hallconf_value[NTP]} =~ ^[0-9]+(\.[0-9]+){3}$ ]]; then printf 'ip daddr %s ' "${hallconf_value[NTP]}"; fi
}

ssh_is_in_use() {
    awk '$4 == "01" && substr($2, length($2) - 3) == "0016" { found = 1 } END { exit !found }' /proc/net/tcp /proc/net/tcp6
}

# The way back is prepared before anything changes for those who are connected.
react_network() {
    nft --check --file /etc/hall/nftables.conf || fail "防火墙规则有错，没有启用"
    if command -v sshd >/dev/null; then
        mkdir -p /run/sshd
        sshd -t || fail "远程登录的设置有错，没有启用"
    fi
    systemctl daemon-reload
    if ssh_is_in_use; then expect_confirm; fi
    systemctl restart nftables.service || fail "防火墙没有启动，见 systemctl status nftables"
    systemctl try-reload-or-restart ssh.service || true
}

# The mark outlasts a restart; then the timer begins anew.
expect_confirm() {
    rm -f -- "$(saved reverted)"
    put_whole /var/lib/hall-provision/confirm 0600 </dev/null
    systemctl restart hall-network-revert.timer || true
    systemctl is-active --quiet hall-network-revert.timer || fail "准备不了自动还原，网络设置没有启用"
    note "$(network_pending_words)"
}

network_is_pending() {
    [[ -e $(saved confirm) ]]
}

network_pending_words() {
    printf '网络设置还没有确认：五分钟内另开一个远程登录，执行 sudo hall-provision --confirm，不然自动还原（重启后重新计五分钟）'
}

# Whoever takes the mark away first has decided, this or network_revert.
network_confirm() {
    if [[ -z ${owned_root} && ${EUID} -ne 0 ]]; then fail "要以 root 执行：sudo hall-provision --confirm" 4; fi
    if rm -- "$(saved confirm)" 2>/dev/null; then
        sync -- "$(owned_state)"
        forget_below
        if live; then systemctl stop hall-network-revert.timer 2>/dev/null || true; fi
        printf '新的网络设置保留。\n'
    elif [[ -e $(saved reverting) || -e $(saved reverted) ]]; then
        fail "网络设置已经自动还原，没有等到确认。查好原因，执行 hall-provision --phase network，五分钟内再确认" 4
    else
        fail "没有等着确认的网络设置" 4
    fi
}

# A root in memory forgets at the next start what it was told: the mark goes from below it as well.
forget_below() {
    local below=/media/root-ro
    if ! live || ! on_overlayroot || [[ ! -e ${below}$(saved confirm) ]]; then return 0; fi
    mount -o remount,rw "${below}" || true
    rm -f -- "${below}$(saved confirm)" || note "重启后还要再确认一次：${below} 不能改写"
    mount -o remount,ro "${below}" || true
}

# Run by the timer: as before this phase, and the phase counts as not done. What takes it back stays.
network_revert() {
    local path
    owned_phase=network
    if ! mv -fT -- "$(saved confirm)" "$(saved reverting)" 2>/dev/null && [[ ! -e $(saved reverting) ]]; then return 0; fi
    rm -f -- "$(saved phases/network)"
    if live; then systemctl stop nftables.service || true; fi
    while IFS= read -r path; do
        if [[ ${owned_phases[${path}]} != network || ${path} == */hall-network-revert.* ]]; then continue; fi
        put_back "${path}"
        owned_drop "${path}"
    done < <(owned_paths -r)
    owned_save
    systemctl_files --quiet disable nftables.service 2>/dev/null || true
    if live; then
        systemctl daemon-reload
        systemctl try-reload-or-restart ssh.service || true
        logger -p auth.alert -t hall-provision "没有人确认新的网络设置，已还原" || true
    fi
    mv -fT -- "$(saved reverting)" "$(saved reverted)"
    sync -- "$(owned_state)"
}
