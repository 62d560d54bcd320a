# From one version to another and back: install, look, keep or return. Sourced after probe.sh and debcache.sh.
# shellcheck shell=bash
# shellcheck source=probe.sh
. "${BASH_SOURCE[0]%/*}/probe.sh"
# shellcheck source=debcache.sh
. "${BASH_SOURCE[0]%/*}/debcache.sh"

upgrade_units=(hall-sync.service hall-kiosk.service)
upgrade_doctor=${HALL_DOCTOR:-${BASH_SOURCE[0]%/*}/../hall-doctor}

# Told to the technician and kept in the journal.
tell() {
    note "$*"
    logger --tag "${0##*/}" -- "$*" 2>/dev/null || true
}

upgrade_lock() {
    exec 9>"${debcache_lock}"
    flock -n 9 || fail "另一次升级或退回正在进行" 6
}

json=no # yes: the last line is JSON

# With --json what is told to people goes aside, and the last line tells a program how it ended.
upgrade_words() {
    exec 3>&1
    if [[ ${json} == no ]]; then return 0; fi
    exec 1>&2
    # shellcheck disable=SC2016 # the code is that of the end
    at_exit eval 'upgrade_json "${code}" >&3'
}

# upgrade_json CODE
upgrade_json() {
    local result=
    if [[ -f ${debcache_place}/result ]]; then result=$(<"${debcache_place}/result"); fi
    printf '{"exit":%d,"good":%s,"previous":%s,"result":%s}\n' "$1" "$(json_string "$(debcache_words good)")" \
        "$(json_string "$(debcache_words previous)")" "$(json_string "${result}")"
}

# Which checks of level A find something wrong, parted by blanks; false where the doctor does not come to an end.
bad_checks() {
    local report
    report=$("${upgrade_doctor}" --level A --json 2>/dev/null 9>&-) || [[ $? -eq 1 || $? -eq 4 ]] || return 1
    jq -er '[.checks[] | select(.state == "bad") | .id] | join(" ")' <<<"${report}"
}

upgrade_run_before= # systemd's name of the run of the screens that is to end

# A restart is only asked for: until it happens, the old version still runs and is ready.
screens_ready() {
    ask_unit hall-kiosk.service && [[ ${unit[ActiveState]} == active && ${unit[SubState]} == running ]] &&
        [[ -z ${upgrade_run_before} || ${unit[InvocationID]} != "${upgrade_run_before}" ]]
}

upgrade_start_limit=90 # seconds: TimeoutStartSec= of hall-kiosk.service
upgrade_restarted=0    # SECONDS at the restart

# A start that ran out of time is not waited for again. systemd says so for a second only, between two starts; after
# that it is told by the count of restarts and the time gone by.
start_ran_out() {
    ask_unit hall-kiosk.service && [[ ${unit[InvocationID]} != "${upgrade_run_before}" ]] || return 1
    if [[ ${unit[Result]} == timeout && ${unit[ActiveState]} != active ]] ||
        { [[ ${unit[NRestarts]} != 0 ]] && ((SECONDS - upgrade_restarted > upgrade_start_limit)); }; then
        reason="界面没有准备好（启动超时）"
        return 0
    fi
    return 1
}

# restart_units: what runs goes on as what is installed now, whatever the packages' own scripts did.
restart_units() {
    upgrade_run_before=
    if ask_unit hall-kiosk.service; then upgrade_run_before=${unit[InvocationID]}; fi
    systemctl daemon-reload || true
    systemctl reset-failed "${upgrade_units[@]}" 2>/dev/null || true
    systemctl --no-block restart "${upgrade_units[@]}" || true
    upgrade_restarted=${SECONDS}
}

# wait_until_shown DEADLINE KNOWN: true once the screens are ready and level A has found nothing that it did not find
# before (KNOWN); sets reason otherwise. A fault that was there already is no reason to refuse what may cure it, but for
# those of the picture itself.
wait_until_shown() {
    local deadline=$1 known=$2 id found='' wrong
    reason="界面没有准备好（hall-kiosk 没有报告 READY）"
    while ((SECONDS < deadline)); do
        if screens_ready; then
            found=
            wrong=$(bad_checks) || wrong=A3
            for id in ${wrong}; do
                if [[ " ${known} " != *" ${id} "* || ${id} == A6 || ${id} == A15 ]]; then found+="${found:+ }${id}"; fi
            done
            # Asked again: a program that ends a moment after it was ready is not good.
            if [[ -z ${found} ]] && screens_ready; then return 0; fi
            reason="检查项 ${found:-A3} 有问题"
        elif start_ran_out; then
            return 1
        fi
        sleep 1
    done
    return 1
}

# installed_set: writes down as good what is installed now, where the cache has the files of it.
installed_set() {
    local name version file
    local -a names=()
    [[ ! -s ${debcache_place}/good ]] || return 0
    for name in hall-sync hall-kiosk; do
        # shellcheck disable=SC2016 # dpkg's own name
        version=$(dpkg-query -W -f '${Version}' "${name}" 2>/dev/null) || continue
        file=$(debcache_find "${name}" "${version}") || return 1
        names+=("$(debcache_keep "${file}")") || return 1
    done
    if ((${#names[@]} > 0)); then debcache_write good "${names[@]}"; fi
}

# The versions of what is installed, for people.
installed_words() {
    # shellcheck disable=SC2016 # dpkg's own names
    dpkg-query -W -f '${Package} ${Version}\n' hall-sync hall-kiosk 2>/dev/null | paste -sd ' '
}

# same_as_installed FILE…: nothing would change.
same_as_installed() {
    local file name
    for file in "$@"; do
        name=$(debcache_field "${file}" Package)
        # shellcheck disable=SC2016 # dpkg's own names
        [[ $(dpkg-query -W -f '${db:Status-Status} ${Version}' "${name}" 2>/dev/null) == "installed $(debcache_field "${file}" Version)" ]] || return 1
    done
}

# take_back KNOWN WAIT: the good set again, once.
take_back() {
    local -a files
    local why=${reason}
    mapfile -t files < <(debcache_set good)
    if ((${#files[@]} == 0)); then
        debcache_write result "failed ${why}"
        fail "没有可以退回的安装包。原因：${why}。找来旧的安装包，执行 hall-upgrade --deb 文件"
    fi
    tell "退回到 $(debcache_words good)：${why}"
    if debcache_install "${files[@]}" && restart_units && wait_until_shown $((SECONDS + $2)) "$1"; then
        debcache_write result "rolled-back ${why}"
        fail "新版本不行，已退回 $(debcache_words good)。原因：${why}；详见 journalctl -u hall-kiosk"
    fi
    debcache_write result "failed ${why}；退回之后：${reason}"
    fail "新版本不行，退回之后仍不正常：${reason}。执行 hall-doctor 查看"
}
