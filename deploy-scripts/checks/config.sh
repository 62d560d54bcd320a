# The configuration, what was made of it, and whose machine it is. Sourced by hall-doctor.
# shellcheck shell=bash
# shellcheck source=../lib/probe.sh
. "${BASH_SOURCE[0]%/*}/../lib/probe.sh"

# shellcheck source=../lib/identity.sh
. "${BASH_SOURCE[0]%/*}/../lib/identity.sh"

check A1 "配置文件" "configuration"
check_A1() {
    local key word
    if [[ -n ${conf_complaint} ]]; then
        bad "${conf_complaint}" "hall.conf is refused: ${conf_complaint}" \
            "改正后执行 hall-config validate，再执行 hall-provision --config /etc/hall/hall.conf" \
            "correct it, run hall-config validate, then hall-provision --config /etc/hall/hall.conf"
        return 0
    fi
    if ! read_fact /etc/hall/sync.env; then
        bad "没有 /etc/hall/sync.env，内容同步不知道服务器在哪里" "there is no /etc/hall/sync.env: hall-sync does not know its server" \
            "执行 hall-provision --config /etc/hall/hall.conf" "run hall-provision --config /etc/hall/hall.conf"
        return 0
    fi
    for key in KIOSK_ID CHANNEL; do
        word=$(sed -n "s/^HALL_${key}=//p" <<<"${answer}" | tail -n 1)
        if [[ ${word} != "${conf[${key}]}" ]]; then
            bad "hall.conf 里 ${key} 是 ${conf[${key}]}，正在用的却是 ${word:-空}" \
                "${key} is ${conf[${key}]} in hall.conf, but ${word:-nothing} is in use" \
                "配置改过但没有生效：执行 hall-provision --config /etc/hall/hall.conf" \
                "the change has not been applied: run hall-provision --config /etc/hall/hall.conf"
        fi
    done
}

check B2 "与部署时一致" "as provisioned"
check_B2() {
    local path sum mode place now_mode count=0 advice="hall-provision --check --diff --config /etc/hall/hall.conf"
    if [[ ! -r ${probe_root}/var/lib/hall-provision/manifest ]]; then
        unknown "没有部署清单 /var/lib/hall-provision/manifest" "there is no manifest in /var/lib/hall-provision" \
            "这台机器没有用 hall-provision 部署过，或不是以 root 执行" "not provisioned by hall-provision, or you are not root"
        return 0
    fi
    while IFS=$'\t' read -r path sum mode _; do
        if [[ ${path} != /* ]]; then continue; fi
        count=$((count + 1))
        place=${probe_root}${path}
        if [[ ! -e ${place} && ! -L ${place} ]]; then
            bad "${path} 不见了" "${path} is gone" "看差别：${advice}；恢复：去掉 --check" "see ${advice}; without --check it is restored"
        elif [[ ${sum} == link:* && $(readlink -- "${place}" || true) != "${sum#link:}" ]]; then
            bad "${path} 应是到 ${sum#link:} 的链接" "${path} is not the link to ${sum#link:}" "恢复：hall-provision" "hall-provision restores it"
        elif [[ -f ${place} && ${sum} =~ ^[0-9a-f]{64}$ && $(sha256sum <"${place}") != "${sum}"* ]]; then
            bad "${path} 被改过" "${path} has been altered" "看差别：${advice}；恢复：去掉 --check" "see ${advice}; without --check it is restored"
        elif [[ ! -L ${place} && ${mode} =~ ^[0-7]{3,4}$ ]]; then
            now_mode=$(stat -c %a -- "${place}")
            if ((8#${now_mode} != 8#${mode})); then
                bad "${path} 的权限是 ${now_mode}，应为 ${mode}" "${path} has mode ${now_mode}, not ${mode}" \
                    "chmod ${mode} ${path}" "chmod ${mode} ${path}"
            fi
        fi
    done <"${probe_root}/var/lib/hall-provision/manifest"
    if ((count == 0)); then bad "部署清单是空的" "the manifest is empty" "执行 hall-provision" "run hall-provision"; fi
}

check B15 "机器身份" "identity of the machine"
check_B15() {
    local record line name=${conf[KIOSK_ID]:-} subject
    if [[ -z ${name} ]]; then
        no_conf
        return 0
    fi
    if read_fact /etc/hall/identity; then
        record=${answer}
        while IFS= read -r line; do
            if [[ -n ${line} && ${line} != '#'* ]] && ! grep -qxF -- "${line}" <<<"$(machine_identity)"; then
                bad "登记的 ${line%%=*} 与本机不符：硬件换过，或这是别的机器的磁盘" \
                    "the recorded ${line%%=*} is not that of this machine: new hardware, or another machine's disk" \
                    "核对机身编号和 hall.conf 的 KIOSK_ID；确认无误后执行 hall-maintenance identity" \
                    "compare the label with KIOSK_ID in hall.conf; if right, run hall-maintenance identity"
            fi
        done <<<"${record}"
    else
        unknown "没有登记过本机的主板和网卡编号" "board and network card of this machine were never recorded" \
            "在装机台上执行 hall-maintenance identity" "run hall-maintenance identity at the bench"
    fi
    if [[ -f ${probe_root}/etc/hall/secrets/client.crt ]]; then
        if ask client-subject openssl x509 -in "${probe_root}/etc/hall/secrets/client.crt" -noout -subject -nameopt multiline; then
            subject=$(sed -n 's/^ *commonName *= //p' <<<"${answer}")
            if [[ ${subject} != "${name}" ]]; then
                bad "客户端证书是发给「${subject}」的，本机是 ${name}" "the client certificate is for ${subject}, this is ${name}" \
                    "换上发给 ${name} 的证书和密钥（/etc/hall/secrets/client.crt、client.key）" \
                    "install certificate and key of ${name} in /etc/hall/secrets"
            fi
        else
            unknown "没有 openssl，看不了证书" "without openssl the certificate cannot be read"
        fi
    fi
}
