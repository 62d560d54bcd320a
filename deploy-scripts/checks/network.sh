# Who may talk with this machine, and with whom it talks. Sourced by hall-doctor.
# shellcheck shell=bash
# shellcheck source=../lib/probe.sh
. "${BASH_SOURCE[0]%/*}/../lib/probe.sh"
# shellcheck source=../lib/admin.sh
. "${BASH_SOURCE[0]%/*}/../lib/admin.sh"

check B4 "防火墙" "firewall"
check_B4() {
    local hook host
    if ! ask nft nft --stateless list ruleset || ((answer_code != 0)); then
        unknown "问不到防火墙（没有 nft，或不是 root）" "the firewall cannot be asked (no nft, or not root)"
        return 0
    fi
    for hook in input output; do
        if ! grep -qE "hook ${hook} .*policy drop" <<<"${answer}"; then
            bad "防火墙的 ${hook} 方向不是默认拒绝" "the firewall does not drop by default: ${hook}" "systemctl restart nftables；仍这样 hall-provision --config /etc/hall/hall.conf --phase network" \
                "systemctl restart nftables; if it stays so, hall-provision --config /etc/hall/hall.conf --phase network"
        fi
    done
    if ! grep -qE 'skuid "?(hall-sync|[0-9]+)' <<<"${answer}"; then
        bad "防火墙没有把上网限于 hall-sync" "the firewall does not limit the way out to hall-sync" "hall-provision --config /etc/hall/hall.conf --phase network" \
            "hall-provision --config /etc/hall/hall.conf --phase network"
    fi
    if [[ -n ${probe_root} || -z ${conf[SERVER_URL]:-} ]] || ! account_of hall-kiosk; then return 0; fi
    host=${conf[SERVER_URL]%% *}
    host=${host#*://}
    host=${host%%/*}
    if [[ ${host} != *:* ]]; then host+=":$([[ ${conf[SERVER_URL]} == https* ]] && printf 443 || printf 80)"; fi
    # shellcheck disable=SC2016 # expanded by the inner shell
    if timeout 3 runuser -u hall-kiosk -- bash -c 'exec 3<>"/dev/tcp/$1/$2"' - "${host%:*}" "${host##*:}" 2>/dev/null; then
        bad "界面程序的用户能连上 ${host}" "the user of the screen program can reach ${host}" "hall-provision --config /etc/hall/hall.conf --phase network" \
            "hall-provision --config /etc/hall/hall.conf --phase network"
    fi
}

check B5 "开着的端口" "open ports"
check_B5() {
    local protocol address port program
    if ! ask ports ss --no-header --listening --numeric --tcp --udp --processes; then
        unknown "问不到端口（没有 ss）" "the ports cannot be asked (no ss)"
        return 0
    fi
    while read -r protocol _ _ _ address _ program; do
        port=${address##*:}
        address=${address%:*}
        address=${address%%%*}
        if [[ ${address} =~ ^(127\.|\[::1\]|\[?::ffff:127\.) ]]; then continue; fi
        # ssh and the exporter, for the admin net; DHCP's client.
        case "${protocol}:${port}" in
            tcp:22 | tcp:9100 | udp:68 | udp:546) continue ;;
            *) ;;
        esac
        if [[ ${program} =~ \"([^\"]+)\" ]]; then program=${BASH_REMATCH[1]}; else program='?'; fi
        bad "${program} 在 ${address} 上开着 ${protocol} 端口 ${port}" "${program} listens on ${protocol} port ${port} of ${address}" \
            "不需要的就卸载或停用：systemctl disable --now 服务名" "remove it or switch it off: systemctl disable --now NAME"
    done <<<"${answer}"
}

check B6 "远程登录" "remote login"
check_B6() {
    local key value now_value
    if ! ask sshd sshd -T || ((answer_code != 0)); then
        if [[ -e ${probe_root}/usr/sbin/sshd ]]; then
            unknown "sshd -T 没有结果（不是 root，或配置有误）" "sshd -T says nothing (not root, or a wrong configuration)" "以 root 执行 sshd -t 看原因" "run sshd -t as root"
        else
            absent "没有装 ssh，只能到现场维护" "ssh is not installed; maintenance is on site only"
        fi
        return 0
    fi
    while read -r key value; do
        now_value=$(sed -n "s/^${key} //p" <<<"${answer}" | paste -sd ' ')
        if [[ ${now_value} != "${value}" ]] && ! [[ ${key} == maxauthtries && ${now_value} =~ ^[123]$ ]]; then
            bad "ssh 的 ${key} 是「${now_value:-没有}」，应为「${value}」" "${key} of ssh is '${now_value:-nothing}', not '${value}'" \
                "hall-provision --config /etc/hall/hall.conf --phase network" "hall-provision --config /etc/hall/hall.conf --phase network"
        fi
    done <<'WANTED'
permitrootlogin no
passwordauthentication no
kbdinteractiveauthentication no
permitemptypasswords no
allowgroups hall-admin
maxauthtries 3
WANTED
    # Where that was wanted, --no-remote has left its mark.
    if [[ ! -e ${probe_root}/var/lib/hall-provision/no-remote ]] && ! can_log_in "${probe_root}"; then
        bad "没有人能远程登录：组 hall-admin 里没有人有登录公钥" "nobody can log in: no member of hall-admin has a key" \
            "把管理员的公钥存成 admin.pub，执行 hall-provision --admin-keys admin.pub" \
            "save the administrator's public key as admin.pub, then hall-provision --admin-keys admin.pub"
    fi
}
