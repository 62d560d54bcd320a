# What hall-doctor has found, and how it is told: to a person in Chinese or English, to a program, to Prometheus.
# Sourced after probe.sh.
# shellcheck shell=bash
# shellcheck source=probe.sh
. "${BASH_SOURCE[0]%/*}/probe.sh"

checks=() # their ids in order
declare -gA check_level=() check_zh=() check_en=() check_state=()
findings=() # id, state, sentence zh, sentence en, what to do zh, what to do en; parted by the separator
finding_separator=$'\x1f'
finding_check=

# check ID CHINESE ENGLISH: makes check_ID known; its level is the letter of its id.
check() {
    checks+=("$1")
    check_level[$1]=${1:0:1}
    check_zh[$1]=$2
    check_en[$1]=$3
}

# The states from good to bad. What could not be looked at is never good.
declare -gA state_rank=([ok]=0 [absent]=1 [unknown]=2 [warn]=3 [bad]=4)

# finding STATE CHINESE ENGLISH [TO-DO-CHINESE TO-DO-ENGLISH]
finding() {
    local id=${finding_check} separator=${finding_separator}
    findings+=("${id}${separator}$1${separator}$2${separator}$3${separator}${4:-}${separator}${5:-}")
    if ((state_rank[$1] > state_rank[${check_state[${id}]}])); then check_state[${id}]=$1; fi
}

bad() { finding bad "$@"; }
warn() { finding warn "$@"; }
fact() { finding ok "$@"; } # nothing wrong, but worth a line

# unknown CHINESE ENGLISH: why it could not be looked at.
unknown() {
    finding unknown "$1" "$2" "${3:-到真正的终端上以 root 身份再查}" "${4:-look again as root on the kiosk itself}"
}

# absent CHINESE ENGLISH: this machine is not meant to have it.
absent() { finding absent "$1" "$2"; }

no_systemd() { unknown "问不到 systemd" "systemd cannot be asked"; }
no_sway() { unknown "显示服务没有回答" "the compositor does not answer" "先处理 A3" "see to A3 first"; }
no_sync() { unknown "内容同步 hall-sync 没有回答" "hall-sync does not answer" "先处理 A3" "see to A3 first"; }
no_conf() { unknown "配置文件有误，无从比较" "the configuration is not right, there is nothing to compare with" "先处理 A1" "see to A1 first"; }

# start_check ID: forgets what was found before.
start_check() {
    local kept=() line
    finding_check=$1
    check_state[$1]=ok
    for line in "${findings[@]}"; do
        if [[ ${line} != "$1${finding_separator}"* ]]; then kept+=("${line}"); fi
    done
    findings=("${kept[@]}")
}

is_bad() {
    [[ ${check_state[$1]} == bad ]]
}

declare -gA state_word=([ok - zh]=正常 [absent - zh]=不适用 [unknown - zh]=没有查 [warn - zh]=留意 [bad - zh]=有问题
    [ok - en]=fine [absent - en]='not used here' [unknown - en]='not checked' [warn - en]=watch [bad - en]=wrong)
declare -gA state_colour=([ok]=32 [absent]=0 [unknown]=36 [warn]=33 [bad]=31)

# pad TEXT COLUMNS: sets padded. Han characters take two columns, which printf's widths do not know.
pad() {
    local narrow=${1//[! -~]/} columns
    columns=$((${#narrow} + 2 * (${#1} - ${#narrow})))
    printf -v padded '%s%*s' "$1" $((columns < $2 ? $2 - columns : 1)) ''
}

# tell_check ID LANGUAGE
tell_check() {
    local state=${check_state[$1]} line id found zh en do_zh do_en title=${check_zh[$1]} what advice label='办法：' padded word
    if [[ $2 == en ]]; then title=${check_en[$1]} label='To do: '; fi
    pad "${title}" 34
    word=${state_word[${state} - $2]}
    # Coloured where somebody looks at it.
    if [[ -t 1 && -z ${NO_COLOR:-} ]]; then word=$'\033['"${state_colour[${state}]}m${word}"$'\033[0m'; fi
    printf '%-4s%s%s\n' "$1" "${padded}" "${word}"
    for line in "${findings[@]}"; do
        IFS=${finding_separator} read -r id found zh en do_zh do_en <<<"${line}"
        if [[ ${id} != "$1" ]]; then continue; fi
        what=${zh} advice=${do_zh}
        if [[ $2 == en ]]; then what=${en} advice=${do_en}; fi
        printf '      %s\n' "${what}"
        if [[ -n ${advice} && ${found} != ok && ${found} != absent ]]; then printf '      %s%s\n' "${label}" "${advice}"; fi
    done
}

# count_states ID…: sets counted[STATE].
declare -gA counted=()
count_states() {
    local id
    counted=([ok]=0 [absent]=0 [unknown]=0 [warn]=0 [bad]=0)
    for id in "$@"; do counted[${check_state[${id}]}]=$((counted[${check_state[${id}]}] + 1)); done
}

# tell_all LANGUAGE ID…
tell_all() {
    local language=$1 id
    shift
    for id in "$@"; do tell_check "${id}" "${language}"; done
    count_states "$@"
    if [[ ${language} == zh ]]; then
        printf '\n共 %d 项：正常 %d，不适用 %d，没有查 %d，留意 %d，有问题 %d\n' $# "${counted[ok]}" \
            "${counted[absent]}" "${counted[unknown]}" "${counted[warn]}" "${counted[bad]}"
    else
        printf '\n%d checks: %d fine, %d not used here, %d not checked, %d to watch, %d wrong\n' $# "${counted[ok]}" \
            "${counted[absent]}" "${counted[unknown]}" "${counted[warn]}" "${counted[bad]}"
    fi
}

# json_check ID
json_check() {
    local line id state zh en do_zh do_en comma=
    printf '{"id":"%s","level":"%s","state":"%s","title":{"zh":%s,"en":%s},"findings":[' "$1" "${check_level[$1]}" \
        "${check_state[$1]}" "$(json_string "${check_zh[$1]}")" "$(json_string "${check_en[$1]}")"
    for line in "${findings[@]}"; do
        IFS=${finding_separator} read -r id state zh en do_zh do_en <<<"${line}"
        if [[ ${id} != "$1" ]]; then continue; fi
        printf '%s{"state":"%s","what":{"zh":%s,"en":%s},"do":{"zh":%s,"en":%s}}' "${comma}" "${state}" \
            "$(json_string "${zh}")" "$(json_string "${en}")" "$(json_string "${do_zh}")" "$(json_string "${do_en}")"
        comma=,
    done
    printf ']}'
}

# json_all ID…
json_all() {
    local id comma=
    count_states "$@"
    printf '{"kiosk":%s,"at":%d,"ok":%d,"absent":%d,"unknown":%d,"warn":%d,"bad":%d,"checks":[' \
        "$(json_string "${conf[KIOSK_ID]:-}")" "${right_now}" "${counted[ok]}" "${counted[absent]}" "${counted[unknown]}" \
        "${counted[warn]}" "${counted[bad]}"
    for id in "$@"; do
        printf '%s%s' "${comma}" "$(json_check "${id}")"
        comma=,
    done
    printf ']}\n'
}

# How many findings are bad, of one check.
count_bad() {
    local line
    bad_findings=0
    for line in "${findings[@]}"; do
        if [[ ${line} == "$1${finding_separator}bad${finding_separator}"* ]]; then bad_findings=$((bad_findings + 1)); fi
    done
}

# prom_all ID…: a check that was not made has no value of hall_doctor_failed, or it would look good.
prom_all() {
    local id state bad_findings
    printf '# HELP hall_doctor_failed 1: this check found something wrong; missing: not checked.\n'
    printf '# TYPE hall_doctor_failed gauge\n'
    for id in "$@"; do
        state=${check_state[${id}]}
        if [[ ${state} == unknown ]]; then continue; fi
        printf 'hall_doctor_failed{check="%s"} %d\n' "${id}" $((state_rank[${state}] == 4))
    done
    printf '# HELP hall_doctor_watch 1: this check found something to keep an eye on.\n# TYPE hall_doctor_watch gauge\n'
    for id in "$@"; do
        printf 'hall_doctor_watch{check="%s"} %d\n' "${id}" $((state_rank[${check_state[${id}]}] == 3))
    done
    printf '# HELP hall_doctor_checked 1: this check was made.\n# TYPE hall_doctor_checked gauge\n'
    for id in "$@"; do
        printf 'hall_doctor_checked{check="%s"} %d\n' "${id}" $((state_rank[${check_state[${id}]}] != 2))
    done
    if [[ ${check_state[B2]:-unknown} != unknown ]]; then
        count_bad B2
        printf '# HELP hall_manifest_drift Files that are not as provisioned.\n# TYPE hall_manifest_drift gauge\n'
        printf 'hall_manifest_drift %d\n' "${bad_findings}"
    fi
    printf '# HELP hall_doctor_timestamp_seconds When the checks were made.\n# TYPE hall_doctor_timestamp_seconds gauge\n'
    printf 'hall_doctor_timestamp_seconds %d\n' "${right_now}"
}
