# What is shown: the content and the way it comes. Sourced by hall-doctor.
# shellcheck shell=bash
# shellcheck source=../lib/probe.sh
. "${BASH_SOURCE[0]%/*}/../lib/probe.sh"

# ask_sync: sets answer to hall-sync's own status, as JSON.
ask_sync() {
    ask hallctl hallctl status --json || return 1
    # The status is the line that names a release; others are replies to the order.
    answer=$(json 'select(has("release_shown"))' | jq -c . 2>/dev/null | tail -n 1)
    [[ -n ${answer} ]]
}

# sync_answers: true with hall-sync's status; otherwise the reason is told.
sync_answers() {
    if ask_sync; then return 0; fi
    if no_root_of_trust; then
        unknown "缺信任根文件 root.json，内容同步没有启动" "there is no root.json, hall-sync does not run" "见 A9" "see A9"
    else
        no_sync
    fi
    return 1
}

check A8 "内容" "content"
check_A8() {
    local signed age count
    if [[ ! -e ${probe_root}/var/lib/hall/cache/current && -d ${probe_root}/var/lib/hall ]]; then
        if [[ -d ${probe_root}/usr/share/hall/factory ]]; then
            warn "还没有收到过内容，显示的是出厂内容" "no content has come yet; the factory content is shown" "看 A9；没有网络的用更新盘：插上 U 盘即可" "see A9; without a network use a stick with content"
        else
            bad "没有内容，也没有出厂内容" "there is neither content nor factory content" "看 A9；或插上更新盘" "see A9, or plug in a stick with content"
        fi
    fi
    if read_fact /run/hall-kiosk/status.json && [[ $(json .hallKnown) == false ]]; then
        bad "内容里没有大厅 ${conf[HALL]:-}，屏幕不显示本厅的窗口和通知" "the content has no hall ${conf[HALL]:-}; what belongs to this hall is not shown" \
            "journalctl -u hall-kiosk 列出内容里有的大厅；改 hall.conf 的 HALL，再执行 hall-provision，或请编辑补上这个大厅" \
            "journalctl -u hall-kiosk lists the halls; correct HALL in hall.conf and run hall-provision, or have the editor add the hall"
    fi
    if ! sync_answers; then return 0; fi
    fact "发布 $(json .release_shown)" "release $(json .release_shown)"
    count=$(json '.security_events | to_entries | map(select(.key != "root-changed") | .value) | add // 0')
    if ((${count:-0} > 0)); then
        bad "内容有 ${count} 次被改动或伪造的迹象：$(json '.security_events | keys | join("、")')" \
            "${count} signs of altered or forged content: $(json '.security_events | keys | join(", ")')" \
            "屏幕仍显示可信的旧内容。联系服务器管理员，保留 journalctl -u hall-sync" "the screen keeps the trusted content. Call the server's operator and keep journalctl -u hall-sync"
    fi
    if signed=$(seconds_of "$(json '.signed_at // empty')"); then
        age=$(((right_now - signed) / 86400))
        if ((age > 14)); then
            bad "内容的签名已是 ${age} 天前的" "the content was last signed ${age} days ago" "看 A9；服务器正常时请管理员执行 hall-publish resign" \
                "see A9; if the server is well, its operator runs hall-publish resign"
        elif ((age > 3)); then
            warn "内容的签名已是 ${age} 天前的" "the content was last signed ${age} days ago" "看 A9；服务器正常时请管理员执行 hall-publish resign" \
                "see A9; if the server is well, its operator runs hall-publish resign"
        fi
    fi
    while IFS= read -r count; do
        if [[ -n ${count} ]]; then warn "${count}" "$(json ".warnings[0] // \"a warning of hall-sync\"")" "见 hallctl status" "see hallctl status --lang en"; fi
    done < <(json '.warnings_zh[]?')
}

check A9 "与服务器同步" "sync with the server"
check_A9() {
    local age last
    look_at_certificate
    if no_root_of_trust; then
        bad "没有信任根文件 root.json：不接收内容，只显示出厂内容" "there is no root.json: no content is fetched, only that of the factory is shown" \
            "向发布部门要 root.json，放在 /etc/hall/ 里，再执行 hall-provision" "get root.json from the publishers, put it into /etc/hall/ and run hall-provision"
        return 0
    fi
    if ! sync_answers; then return 0; fi
    if ! last=$(seconds_of "$(json '.last_ok // empty')"); then
        bad "还没有与服务器同步成功过：$(json '.last_error.sentence_zh // "正在尝试"')" "no sync has succeeded yet: $(json '.last_error.sentence // "trying"')" \
            "$(json '.last_error.advice_zh // "等几分钟再查"')" "$(json '.last_error.advice // "wait some minutes"')"
        return 0
    fi
    age=$(((right_now - last) / 60))
    if ((age > 1440)); then
        bad "$((age / 60)) 小时没有与服务器同步：$(json '.last_error.sentence_zh // ""')" "no sync for $((age / 60)) hours: $(json '.last_error.sentence // ""')" \
            "$(json '.last_error.advice_zh // "查网线、交换机、服务器"')" "$(json '.last_error.advice // "check cable, switch and server"')"
    elif ((age > 15)); then
        warn "${age} 分钟没有与服务器同步：$(json '.last_error.sentence_zh // ""')" "no sync for ${age} minutes: $(json '.last_error.sentence // ""')" \
            "$(json '.last_error.advice_zh // "查网线、交换机、服务器"')" "$(json '.last_error.advice // "check cable, switch and server"')"
    fi
}

look_at_certificate() {
    local file=/etc/hall/secrets/client.crt until days
    if [[ ! -f ${probe_root}${file} ]]; then return 0; fi
    if ! ask client-enddate openssl x509 -in "${probe_root}${file}" -noout -enddate || ! until=$(date -d "${answer#*=}" +%s 2>/dev/null); then
        bad "客户端证书 ${file} 读不懂" "the client certificate ${file} cannot be read" "换上完整的证书文件" "install the whole file"
        return 0
    fi
    days=$(((until - right_now) / 86400))
    if ((until < right_now)); then
        bad "客户端证书已过期" "the client certificate has expired" "请管理员发新证书，放到 ${file}，再 systemctl restart hall-sync" "get a new one, put it at ${file}, systemctl restart hall-sync"
    elif ((days < 30)); then
        warn "客户端证书还有 ${days} 天过期" "the client certificate expires in ${days} days" "请管理员发新证书，放到 ${file}" "get a new one and put it at ${file}"
    fi
    if [[ ! -s ${probe_root}/etc/hall/secrets/client.key ]]; then
        bad "有客户端证书，没有密钥 client.key" "there is a client certificate, but no client.key" "把同时发的密钥放到 /etc/hall/secrets/client.key" "put its key at /etc/hall/secrets/client.key"
    fi
}
