# How hall-doctor learns of the machine: every file and every program is asked here and nowhere else, so that a recorded
# situation can be judged as the machine itself is. Sourced after common.sh.
# shellcheck shell=bash
if declare -F ask >/dev/null; then return 0; fi # sourced already
# shellcheck source=common.sh
. "${BASH_SOURCE[0]%/*}/common.sh"
# shellcheck source=hallconf.sh
. "${BASH_SOURCE[0]%/*}/hallconf.sh"

probe_root=       # empty: this machine; otherwise a folder with its files, and in .probe what its programs said
probe_patience=10 # seconds that one program has

answer=
answer_code=0

# take_file FILE: sets answer to its text, without the line end. Starts no process: a full run asks a hundred times.
take_file() {
    answer=
    IFS= read -r -d '' answer 2>/dev/null <"$1" || [[ -n ${answer} || -r $1 ]] || return 1
    while [[ ${answer} == *$'\n' ]]; do answer=${answer%$'\n'}; done
}

# ask NAME COMMAND…: sets answer to what the command prints, and answer_code. False where it cannot be asked at all:
# the program is missing, does not answer in time, or was not recorded under NAME.
ask() {
    local name=$1
    shift
    answer=
    answer_code=0
    if [[ -n ${probe_root} ]]; then
        if [[ -f ${probe_root}/.probe/${name}.code ]]; then
            take_file "${probe_root}/.probe/${name}.code"
            answer_code=${answer}
        fi
        [[ -f ${probe_root}/.probe/${name} ]] && take_file "${probe_root}/.probe/${name}"
        return
    fi
    hash "$1" 2>/dev/null || return 1
    answer=$(timeout "${probe_patience}" "$@" 2>/dev/null </dev/null) || answer_code=$?
    ((answer_code != 124 && answer_code != 137))
}

# read_fact PATH: sets answer to the content of a small file; false where there is none.
read_fact() {
    answer=
    [[ -f ${probe_root}$1 && -r ${probe_root}$1 ]] && take_file "${probe_root}$1"
}

# The time, in seconds; that of a recorded situation is recorded too.
right_now=0
read_clock() {
    printf -v right_now '%(%s)T' -1
    if [[ -n ${probe_root} && -f ${probe_root}/.probe/now ]]; then
        # shellcheck disable=SC2034 # for the checks
        right_now=$(<"${probe_root}/.probe/now")
    fi
}

# seconds_of ISO-TIME: prints it as seconds; false where it is no time.
seconds_of() {
    [[ $1 =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}T ]] && date -d "$1" +%s 2>/dev/null
}

# json FILTER: what jq finds in answer; an empty line where the value is missing. False without jq or without JSON.
json() {
    command -v jq >/dev/null && jq -r "$1" <<<"${answer}" 2>/dev/null
}

# ask_unit UNIT: fills unit[PROPERTY] by `systemctl show`. False where there is no systemd to ask.
declare -gA unit=()
ask_unit() {
    unit=()
    ask "show ${1}" systemctl show "$1" --property=LoadState,ActiveState,SubState,UnitFileState,Result,NRestarts \
        --property=Environment,MemoryDenyWriteExecute,NextElapseUSecRealtime,InvocationID || return 1
    [[ ${answer_code} -eq 0 && ${answer} == *LoadState=* ]] || return 1
    local line
    while IFS= read -r line; do unit[${line%%=*}]=${line#*=}; done <<<"${answer}"
}

# unit_there UNIT: systemd knows it.
unit_there() {
    ask_unit "$1" && [[ ${unit[LoadState]} == loaded || ${unit[LoadState]} == masked ]]
}

# ask_sway TYPE: what the compositor says of its outputs, inputs, tree or config. False where it does not answer.
ask_sway() {
    ask "sway $1" swaymsg --raw --socket /run/hall-display/sway.sock -t "get_$1" && ((answer_code == 0)) && [[ -n ${answer} ]]
}

# account_of USER: sets answer to its number; false where the machine has no such user.
account_of() {
    local name number
    while IFS=: read -r name _ number _; do
        answer=${number}
        if [[ ${name} == "$1" ]]; then return 0; fi
    done 2>/dev/null <"${probe_root}/etc/passwd"
    return 1
}

# The settings of hall.conf; empty where the file is not right, and conf_complaint says why (check A1 tells it).
# shellcheck disable=SC2034 # for the checks
{
    declare -gA conf=()
    conf_file=/etc/hall/hall.conf
    conf_complaint=
}
read_conf() {
    local text line
    conf=()
    if ! text=$(hallconf_values "${probe_root}${conf_file}" 2>&1); then
        # shellcheck disable=SC2034 # for check A1
        conf_complaint=${text#*: }
        return 1
    fi
    # shellcheck disable=SC2034 # for the checks
    while IFS= read -r line; do conf[${line%%=*}]=${line#*=}; done <<<"${text}"
}

# In a shell of its own: the reader ends the shell on the first fault.
hallconf_values() {
    (
        hallconf_read "$1"
        for key in "${!hallconf_value[@]}"; do printf '%s=%s\n' "${key}" "${hallconf_value[${key}]}"; done
    )
}

# mode_of PATH: prints mode, owner and group of what is there, the names being those of the machine that is looked at.
mode_of() {
    local mode user group
    [[ -e ${probe_root}$1 ]] || return 1
    read -r mode user group < <(stat -c '%a %u %g' -- "${probe_root}$1")
    printf '%s %s %s' "${mode}" "$(name_of "${user}" passwd)" "$(name_of "${group}" group)"
}

# name_of NUMBER passwd|group
name_of() {
    local name number
    while IFS=: read -r name _ number _; do
        if [[ ${number} == "$1" ]]; then
            printf '%s' "${name}"
            return 0
        fi
    done 2>/dev/null <"${probe_root}/etc/$2"
    printf '%s' "$1"
}
