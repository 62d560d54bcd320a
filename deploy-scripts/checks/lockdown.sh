# Nobody gets out of the screen, and nobody gets at what is not his. Sourced by hall-doctor.
# shellcheck shell=bash
# shellcheck source=../lib/probe.sh
. "${BASH_SOURCE[0]%/*}/../lib/probe.sh"

# Until when a maintenance window is open, in seconds; false where none is.
maintenance_until() {
    read_fact /run/hall-maintenance/until && [[ ${answer} =~ ^[0-9]+$ ]] && ((answer > right_now)) && printf '%s' "${answer}"
}

check B3 "按键和控制台" "keys and consoles"
check_B3() {
    local until name
    if until=$(maintenance_until); then
        warn "维护窗口开着，到 $(date -d "@${until}" +%H:%M) 自动关闭" "a maintenance window is open until $(date -d "@${until}" +%H:%M)" \
            "做完了就执行 hall-maintenance end" "hall-maintenance end when you are done"
        return 0
    fi
    if read_fact /proc/sys/kernel/sysrq; then
        if [[ ${answer} != 0 ]]; then
            bad "SysRq 组合键没有关（${answer}）" "the SysRq keys work (${answer})" "hall-provision" "hall-provision"
        fi
    else
        unknown "读不到 SysRq 的设置" "the setting of SysRq cannot be read"
    fi
    for name in getty@tty1.service autovt@tty2.service serial-getty@ttyS0.service console-getty.service ctrl-alt-del.target; do
        if ! ask "enabled ${name}" systemctl is-enabled "${name}" || [[ -z ${answer} ]]; then
            unknown "问不到 ${name} 的状态" "the state of ${name} cannot be asked"
        elif [[ ${answer} != masked* ]]; then
            bad "${name} 没有屏蔽，可以从键盘离开界面" "${name} is not masked: a way out by keyboard" "systemctl mask --now ${name}" "systemctl mask --now ${name}"
        fi
    done
    if ! ask_sway config; then
        no_sway
    elif [[ $(json .config) != *srvrkeys:none* ]]; then
        bad "Ctrl+Alt+F2 可以切换控制台（运行中的配置没有 srvrkeys:none）" "Ctrl+Alt+F2 switches the console (no srvrkeys:none in the running configuration)" \
            "systemctl restart hall-display；仍这样 hall-provision" "systemctl restart hall-display; if it stays so, hall-provision"
    elif [[ $(json .config) =~ (^|$'\n')[[:space:]]*(bindsym|bindcode|exec)[[:space:]] ]]; then
        bad "显示配置里有按键绑定或程序启动" "the running configuration binds keys or starts programs" "hall-provision" "hall-provision"
    fi
}

check B8 "密钥的权限" "secrets"
check_B8() {
    local folder=/etc/hall/secrets file mode
    if [[ ! -d ${probe_root}${folder} ]]; then
        unknown "没有 ${folder}，或不是以 root 执行" "there is no ${folder}, or you are not root"
        return 0
    fi
    mode=$(mode_of "${folder}")
    if [[ ${mode} != '700 root root' ]]; then
        bad "${folder} 的权限是 ${mode}，应为 700 root root" "${folder} is ${mode}, not 700 root root" \
            "chown root:root ${folder}; chmod 700 ${folder}" "chown root:root ${folder}; chmod 700 ${folder}"
    fi
    for file in "${probe_root}${folder}"/*; do
        if [[ ! -e ${file} ]]; then continue; fi
        file=${file#"${probe_root}"}
        mode=$(mode_of "${file}")
        if [[ ! ${mode} =~ ^(600|400)\ root\ root$ ]]; then
            bad "${file} 的权限是 ${mode}，应为 600 root root" "${file} is ${mode}, not 600 root root" "chown root:root ${file}; chmod 600 ${file}" "chown root:root ${file}; chmod 600 ${file}"
        fi
        if secret_in_journal "${file}"; then
            bad "${file} 的内容出现在日志里" "the content of ${file} stands in the journal" "换一个新的，再 journalctl --rotate --vacuum-time=1s" "replace it, then journalctl --rotate --vacuum-time=1s"
        fi
    done
    if grep -qiE 'BEGIN [A-Z ]*PRIVATE KEY|://[^/ ]*:[^/ ]*@|(password|passwd|token|secret)[a-z_]*=' "${probe_root}${conf_file}" 2>/dev/null; then
        bad "hall.conf 里有密码或密钥，这个文件谁都能读" "hall.conf, which everybody may read, holds a secret" "移到 ${folder}，并换一个新的" "move it to ${folder} and replace it"
    fi
}

repair_B8() {
    if [[ -d /etc/hall/secrets ]]; then
        chown -R root:root /etc/hall/secrets
        chmod 0700 /etc/hall/secrets
        find /etc/hall/secrets -type f -exec chmod 0600 '{}' +
    fi
}

# secret_in_journal FILE: a secret of one line, looked for without naming it on a command line.
secret_in_journal() {
    [[ -z ${probe_root} && $(wc -l <"$1") -le 1 && $(stat -c %s -- "$1") -ge 12 ]] || return 1
    timeout 20 journalctl --quiet --since=-1d --output=cat 2>/dev/null | grep -qF -f "$1"
}

check B16 "界面程序的权限" "rights of the screen program"
check_B16() {
    local cache=/var/lib/hall/cache socket=/run/hall-display/sway.sock open
    if ! account_of hall-kiosk; then
        unknown "没有用户 hall-kiosk" "there is no user hall-kiosk"
        return 0
    fi
    if [[ ! -d ${probe_root}${cache} ]]; then
        unknown "没有 ${cache}，或不是以 root 执行" "there is no ${cache}, or you are not root"
        return 0
    fi
    # By owner and mode, not by trying: hall-doctor's own unit sees it read-only.
    if ! open=$(find "${probe_root}${cache}" -maxdepth 3 ! -type l \( -perm /022 -o -uid "${answer}" \) -print -quit 2>/dev/null); then
        unknown "看不到 ${cache} 里的文件" "the files in ${cache} cannot be seen"
    fi
    if [[ -n ${open} ]]; then
        bad "界面程序或任何人可以改写 ${open#"${probe_root}"}" "the screen program or anybody may write ${open#"${probe_root}"}" \
            "sudo hall-doctor --repair --only B16" "sudo hall-doctor --repair --only B16"
    fi
    if [[ -n ${probe_root} || ! -S ${socket} ]]; then
        return 0
    fi
    if runuser -u hall-kiosk -- test -w "${socket}" 2>/dev/null; then
        bad "界面程序可以指挥显示服务（${socket}）" "the screen program may command the compositor (${socket})" "systemctl restart hall-display；仍这样 hall-provision" \
            "systemctl restart hall-display; if it stays so, hall-provision"
    fi
}

repair_B16() {
    if [[ -d /var/lib/hall/cache ]] && account_of hall-sync; then
        chown -R --no-dereference hall-sync:hall-cache /var/lib/hall/cache
        chmod -R u+rwX,g-w,o-rwx /var/lib/hall/cache
    fi
}

check B17 "显示服务的套接字" "sockets of the compositor"
check_B17() {
    local mode found
    if ! mode=$(mode_of /run/hall-display); then
        unknown "没有 /run/hall-display（显示服务没有运行，见 A3）" "there is no /run/hall-display (the compositor is not running, see A3)"
        return 0
    fi
    if [[ ${mode} != '750 hall-display hall-wl' ]]; then
        bad "/run/hall-display 的权限是 ${mode}，应为 750 hall-display hall-wl" "/run/hall-display is ${mode}, not 750 hall-display hall-wl" \
            "systemctl restart hall-display" "systemctl restart hall-display"
    fi
    for found in "${probe_root}"/run/hall-display/sway*.sock; do
        if [[ ! -e ${found} ]]; then continue; fi
        mode=$(stat -c %a -- "${found}")
        if [[ ${mode} != 700 && ${mode} != 600 ]]; then
            bad "${found#"${probe_root}"} 的权限是 ${mode}，应为 700" "${found#"${probe_root}"} has mode ${mode}, not 700" "systemctl restart hall-display" "systemctl restart hall-display"
        fi
    done
}
