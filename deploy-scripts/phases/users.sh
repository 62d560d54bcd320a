# Phase users: people, groups, the configuration and what the services read of it. Sourced by hall-provision.
# shellcheck shell=bash
# Variables come from the libraries that hall-provision has read.
# shellcheck disable=SC2154
# shellcheck source=../lib/owned.sh
. "${BASH_SOURCE[0]%/*}/../lib/owned.sh"
# shellcheck source=../lib/admin.sh
. "${BASH_SOURCE[0]%/*}/../lib/admin.sh"
files=${HALL_SCRIPTS}/phases/files

phase_users() {
    own_file /etc/hall/hall.conf 0644 <"${config}"
    own_file /etc/sysusers.d/60-hall-admin.conf 0644 <"${files}/sysusers.conf"
    settle "建立用户和组" people_are_there make_people
    settle "建立文件夹" folders_are_there make_folders
    # Whoever provisions by sudo is an administrator.
    if [[ -n $(sudo_user) ]]; then settle "$(sudo_user) 加入组 hall-admin" sudo_user_is_in let_sudo_user_in; fi
    technician "$(beside admin.pub || true)" "$(beside admin.passwd || true)"
    own_file /etc/sudoers.d/60-hall-admin 0440 <"${files}/sudoers"
    sync_words | own_file /etc/hall/sync.env 0644
    sync_drop_ins
    install_root_of_trust
    want_units hall-sync.service
}

hall_people=(hall-sync hall-kiosk hall-display)
hall_groups=(hall-cache hall-wl hall-admin)

people_are_there() {
    local name
    for name in "${hall_people[@]}"; do grep -q "^${name}:" "${owned_root}/etc/passwd" 2>/dev/null || return 1; done
    for name in "${hall_groups[@]}"; do grep -q "^${name}:" "${owned_root}/etc/group" 2>/dev/null || return 1; done
}

make_people() {
    keep_in_mind groups hall-admin group
    inside systemd-sysusers hall.conf hall-kiosk.conf 60-hall-admin.conf
}

# keep_in_mind LIST NAME passwd|group: whoever is not there yet goes with un-provisioning.
keep_in_mind() {
    if ! grep -q "^$2:" "${owned_root}/etc/$3"; then printf '%s\n' "$2" | put_whole "/var/lib/hall-provision/$1" 0600; fi
}

sudo_user() {
    if [[ -z ${owned_root} && ${EUID} -eq 0 && ${SUDO_USER:-root} != root ]]; then printf '%s' "${SUDO_USER}"; fi
}

sudo_user_is_in() {
    [[ " $(id -nG -- "${SUDO_USER}" 2>/dev/null) " == *' hall-admin '* ]]
}

let_sudo_user_in() {
    inside usermod -aG hall-admin "${SUDO_USER}"
}

# technician KEYS-FILE HASH-FILE: the account hall-tech for these keys and this password, where there is one of them.
technician() {
    local hash=
    if [[ -z $1$2 ]]; then return 0; fi
    settle "建立账户 hall-tech" technician_is_there make_technician
    if [[ -x ${owned_root}/usr/sbin/visudo ]]; then
        inside visudo -c -q -f - <"${files}/sudoers-tech" || fail "sudo 不接受 60-hall-tech"
    fi
    # Behind 60-hall-admin, which asks for a password.
    own_file /etc/sudoers.d/60-hall-tech 0440 <"${files}/sudoers-tech"
    if [[ -n $1 ]]; then
        admin_text "$1" | own_file /home/hall-tech/.ssh/authorized_keys 0600
        settle "登录公钥归 hall-tech 所有" keys_are_the_technicians give_keys
    fi
    if [[ -n $2 ]]; then
        admin_hash "$2"
        settle "hall-tech 在控制台登录的密码" password_is_set set_password
    fi
}

technician_is_there() {
    local number
    number=$(sed -nE 's/^hall-tech:[^:]*:([0-9]+):.*/\1/p' "${owned_root}/etc/passwd" 2>/dev/null)
    [[ -n ${number} && $(stat -c '%u %a' -- "${owned_root}/home/hall-tech/.ssh" 2>/dev/null) == "${number} 700" ]] &&
        grep -qE '^hall-admin:.*[:,]hall-tech(,|$)' "${owned_root}/etc/group"
}

# No password is set, and the account is not locked either: sshd would refuse it.
make_technician() {
    keep_in_mind groups hall-admin group
    keep_in_mind people hall-tech passwd
    inside systemd-sysusers 60-hall-admin.conf || return 1
    if ! grep -q '^hall-tech:' "${owned_root}/etc/passwd"; then
        inside useradd --system --create-home --home-dir /home/hall-tech --shell /bin/bash --password '*' \
            --comment 'Technicians' hall-tech || return 1
    fi
    inside usermod -aG hall-admin hall-tech && inside mkdir -p /home/hall-tech/.ssh &&
        inside chmod 0700 /home/hall-tech/.ssh && inside chown hall-tech: /home/hall-tech /home/hall-tech/.ssh
}

keys_are_the_technicians() {
    [[ $(stat -c %u -- "${owned_root}/home/hall-tech/.ssh/authorized_keys" 2>/dev/null) == "$(stat -c %u -- "${owned_root}/home/hall-tech/.ssh" 2>/dev/null)" ]]
}

give_keys() {
    inside chown hall-tech: /home/hall-tech/.ssh/authorized_keys
}

password_is_set() {
    grep -qsF "hall-tech:${hash}:" "${owned_root}/etc/shadow"
}

# Not by the command line, which everybody may read.
set_password() {
    printf 'hall-tech:%s\n' "${hash}" | inside chpasswd -e
}

folders_are_there() {
    [[ -d ${owned_root}/var/lib/hall/cache && -d ${owned_root}/etc/hall/display &&
        $(stat -c %a -- "${owned_root}/etc/hall/secrets" 2>/dev/null) == 700 ]]
}

make_folders() {
    inside systemd-tmpfiles --create hall.conf hall-kiosk.conf
    mkdir -p -- "${owned_root}/etc/hall/display"
    folders_are_there
}

# What hall-sync.service is told; see sync.env.example.
sync_words() {
    local -a urls more=()
    local url
    read -ra urls <<<"${hallconf_value[SERVER_URL]}"
    for url in "${urls[@]:1}"; do more+=(--mirror "${url}"); done
    if [[ -n ${hallconf_value[OVERLAY]} ]]; then more+=(--overlay "${hallconf_value[OVERLAY]}"); fi
    printf '# 由 hall-provision 按 hall.conf 写成；改动会被覆盖，请改 hall.conf。\n'
    printf 'HALL_SERVER_URL=%s\nHALL_CHANNEL=%s\nHALL_KIOSK_ID=%s\n' "${urls[0]}" "${hallconf_value[CHANNEL]}" "${hallconf_value[KIOSK_ID]}"
    if [[ -f ${owned_root}/etc/hall/secrets/client.crt && -f ${owned_root}/etc/hall/secrets/client.key ]]; then
        more+=(--client-cert /run/credentials/hall-sync.service/client.crt --client-key /run/credentials/hall-sync.service/client.key)
    fi
    printf 'HALL_SYNC_MORE=%s\n' "${more[*]}"
    if [[ -n ${hallconf_value[DROPBOX_URL]} ]]; then printf 'HALL_DROPBOX_URL=%s\n' "${hallconf_value[DROPBOX_URL]}"; fi
}

# Everything but the server is closed, as far as its addresses are known; secrets are handed over by systemd.
sync_drop_ins() {
    local folder=/etc/systemd/system/hall-sync.service.d addresses packaged
    if [[ -f ${owned_root}/etc/hall/secrets/client.crt && -f ${owned_root}/etc/hall/secrets/client.key ]]; then
        own_file "${folder}/60-client.conf" 0644 <"${files}/client.conf"
    fi
    if may_report; then
        packaged_file units/hall-sync-outbox.conf hall-sync-outbox.conf
        own_file "${folder}/60-outbox.conf" 0644 <"${packaged}"
    fi
    if addresses=$(server_addresses); then
        printf '[Service]\nIPAddressDeny=\nIPAddressDeny=any\nIPAddressAllow=localhost %s\n' "${addresses}" |
            own_file "${folder}/60-addresses.conf" 0644
    fi
}

# Without the token and the bureau's key hall-sync would not start at all: content comes before reports.
may_report() {
    local key
    if [[ -z ${hallconf_value[DROPBOX_URL]} ]]; then return 1; fi
    if key=$(beside bureau.pub); then own_file /etc/hall/bureau.pub 0644 <"${key}"; fi
    if [[ (-n ${key} || -f ${owned_root}/etc/hall/bureau.pub) && -f ${owned_root}/etc/hall/secrets/dropbox.token ]]; then return 0; fi
    warn "统计暂不回传：还缺 /etc/hall/secrets/dropbox.token，或 hall.conf 旁边的 bureau.pub"
    return 1
}

# server_addresses: those of all servers of hall-sync; false where one is given by name.
server_addresses() {
    local url host found=
    # shellcheck disable=SC2086 # the addresses are parted by spaces
    for url in ${hallconf_value[SERVER_URL]} ${hallconf_value[DROPBOX_URL]}; do
        host=${url#*://}
        host=${host%%[:/]*}
        [[ ${host} =~ ^[0-9]+(\.[0-9]+){3}$ ]] || return 1
        [[ " ${found} " == *" ${host} "* ]] || found+="${found:+ }${host}"
    done
    printf '%s' "${found}"
}

# Whom this kiosk believes. Without it only the content that came with the packages is shown.
install_root_of_trust() {
    local file
    if file=$(beside root.json); then
        own_file /usr/share/hall/root.json 0644 <"${file}"
    elif [[ ! -f ${owned_root}/usr/share/hall/root.json ]]; then
        warn "没有信任根文件：把发布部门的 root.json 放在 hall.conf 旁边再执行一次，否则只显示出厂内容"
    fi
}

react_users() {
    systemctl daemon-reload
    systemctl --no-block try-restart hall-sync.service || warn "hall-sync 没有重启，见 systemctl status hall-sync"
}
