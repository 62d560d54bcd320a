# Who may log in to look after a kiosk: the technicians' account, its keys and its password. Sourced after common.sh.
# shellcheck shell=bash
# shellcheck source=common.sh
. "${BASH_SOURCE[0]%/*}/common.sh"

# admin_text FILE: its lines, without what Windows adds.
admin_text() {
    sed -e $'1s/^\xef\xbb\xbf//' -e 's/\r$//' -- "$1"
}

# check_admin_keys FILE: ends with exit code 2 and a sentence on the first line that is no public key of OpenSSH.
check_admin_keys() {
    local file=$1 line number=0 keys=0
    [[ -f ${file} && -r ${file} ]] || fail "${file}：没有这个文件，或没有读取的权限" 2
    while IFS= read -r line || [[ -n ${line} ]]; do
        number=$((number + 1))
        [[ ${line} =~ ^[[:space:]]*(#|$) ]] && continue
        [[ ${line} != *'PRIVATE KEY'* ]] ||
            fail "${file} 第 ${number} 行：这是私钥，只能留在管理员的电脑上。这里放 .pub 结尾的那个文件" 2
        is_public_key "${line}" ||
            fail "${file} 第 ${number} 行：不是 OpenSSH 公钥，应像「ssh-ed25519 AAAA… 姓名」，一行一个" 2
        keys=$((keys + 1))
    done < <(admin_text "${file}")
    ((keys > 0)) || fail "${file}：里面没有公钥，应像「ssh-ed25519 AAAA… 姓名」，一行一个" 2
}

# Options may stand before a key, as in authorized_keys. A bare machine may have no ssh-keygen yet.
is_public_key() {
    [[ $1 =~ (^|[[:space:]])(ssh-(ed25519|rsa)|ecdsa-sha2-nistp(256|384|521)|sk-(ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com)[[:space:]]+AAAA[0-9A-Za-z+/]+=*([[:space:]]|$) ]] || return 1
    ! command -v ssh-keygen >/dev/null || ssh-keygen -l -f - <<<"$1" >/dev/null 2>&1
}

# admin_hash FILE: sets hash to the password in it as the system keeps it; ends with exit code 2 on anything else.
admin_hash() {
    local -a lines
    mapfile -t lines < <(admin_text "$1")
    hash=${lines[0]:-}
    [[ ${#lines[@]} -eq 1 && ${hash} =~ ^\$(6\$(rounds=[0-9]{4,9}\$)?[./0-9A-Za-z]{1,16}\$[./0-9A-Za-z]{86}|y\$[./0-9A-Za-z]+\$[./0-9A-Za-z]{1,86}\$[./0-9A-Za-z]{43})$ ]] ||
        fail "$1：应只有一行，是「openssl passwd -6」算出的密码，不是密码本身" 2
}

# can_log_in ROOT [USER]: a member of hall-admin, or USER who will be one, has a key that sshd takes.
can_log_in() {
    local members group name number home shell file
    members=" $(sed -n 's/^hall-admin:[^:]*:[0-9]*://p' "$1/etc/group" 2>/dev/null | tr , ' ') ${2:-} "
    group=$(sed -nE 's/^hall-admin:[^:]*:([0-9]+):.*/\1/p' "$1/etc/group" 2>/dev/null)
    while IFS=: read -r name _ _ number _ home shell; do
        if [[ ${members} != *" ${name} "* && ${number} != "${group:-none}" || ${shell} =~ /(nologin|false)$ ]]; then continue; fi
        for file in "$1${home}/.ssh/authorized_keys" "$1${home}/.ssh/authorized_keys2"; do
            if grep -qsE '^[[:space:]]*[^#[:space:]]' "${file}"; then return 0; fi
        done
    done < <(cat "$1/etc/passwd" 2>/dev/null)
    return 1
}
