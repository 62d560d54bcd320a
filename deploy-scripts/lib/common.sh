# Messages and small tools of all scripts. Sourced, never run.
# shellcheck shell=bash
set -Eeuo pipefail
if declare -F step >/dev/null; then return 0; fi # sourced already

# Where commands, libraries and templates lie beside each other: deploy-scripts here, /usr/lib/hall on a kiosk. A command
# finds its libraries in lib/ beside itself once it has followed the link in /usr/sbin:
#   here=$(readlink -f -- "${BASH_SOURCE[0]}")
#   here=${here%/*}
HALL_SCRIPTS=$(cd -- "${BASH_SOURCE[0]%/*}/.." && pwd)
HALL_ROOT=${HALL_SCRIPTS%/*}
export HALL_SCRIPTS HALL_ROOT
hall_step_number=0
hall_said=no # whether the reason of a failure was told

# One numbered line a step, so that a person can tell by telephone where a run stands.
step() {
    hall_step_number=$((hall_step_number + 1))
    printf '\n%d. %s\n' "${hall_step_number}" "$*"
}

note() {
    printf '   %s\n' "$*"
}

# fail SENTENCE [EXIT-CODE]: 1 something went wrong, 2 wrong use, 3 the machine lacks something.
fail() {
    hall_said=yes
    printf '%s: %s\n' "${0##*/}" "$1" >&2
    exit "${2:-1}"
}

# The kernel's own terminal has no Chinese letters, whoever draws a terminal of his own has.
on_bare_console() {
    [[ ${TERM:-} == linux && $(readlink "/proc/$$/fd/1") =~ ^/dev/tty[0-9]+$ ]]
}

# Tells the people at such a terminal, before the first words in Chinese.
tell_bare_console() {
    if on_bare_console; then
        printf 'This console cannot show Chinese: log in by ssh instead; "hall-doctor --lang en" speaks English.\n'
    fi
}

# Prints the comment block at the head of the script as its help.
print_help() {
    sed -n '2,/^[^#]/{/^#/!d;s/^# \{0,1\}//;p}' "$1"
}

# packaged_file PATH-HERE PATH-IN-SHARE: sets packaged to a file of ours, in the sources or as the packages lay it in
# share/hall. Both are sought from this script on, never from /: it may work on the machine in another folder.
packaged_file() {
    for packaged in "${HALL_SCRIPTS}/$1" "${HALL_SCRIPTS}/../../share/hall/$2"; do
        if [[ -r ${packaged} ]]; then return 0; fi
    done
    fail "找不到 ${packaged##*/}，请重新安装 hall-kiosk 和 hall-sync 软件包" 4
}

# The version of the package. A command of the sources has none.
print_version() {
    local version='(源代码 source)'
    if [[ -r ${HALL_SCRIPTS}/version ]]; then version=$(<"${HALL_SCRIPTS}/version"); fi
    printf '%s %s\n' "${0##*/}" "${version}"
}

# common_option WORD: what every command answers, --help and --version, and ends; false for any other word.
common_option() {
    case "${1:-}" in
        --help) print_help "$0" ;;
        --version) print_version ;;
        *) return 1 ;;
    esac
    exit 0
}

unknown_word() {
    fail "不认识「${1:-}」，见 ${0##*/} --help" 2
}

# need_value COUNT OPTION: COUNT words are left, the option itself among them.
need_value() {
    (($1 > 1)) || fail "$2 后面要写一个值，见 ${0##*/} --help" 2
}

# take_folder DIR: sets folder to its whole path, without a slash at its end; that of / is empty.
take_folder() {
    [[ -d $1 ]] || fail "没有「$1」这个文件夹" 2
    folder=$(cd -- "$1" && pwd)
    # shellcheck disable=SC2034 # for the caller
    folder=${folder%/}
}

# json_string TEXT: as JSON, with its quotation marks.
json_string() {
    local text=$1
    text=${text//\\/\\\\}
    text=${text//\"/\\\"}
    text=${text//$'\n'/\\n}
    text=${text//$'\t'/\\t}
    printf '"%s"' "${text//[$'\x01'-$'\x1f']/ }"
}

# at_exit COMMAND…: runs it when the script ends, however it ends; the last one named runs first.
at_exit() {
    hall_at_exit=("$(printf '%q ' "$@")" "${hall_at_exit[@]}")
}

run_at_exit() {
    local code=$? command
    trap '' INT TERM HUP
    # A script must not fail without a word; above 128 it was told to end.
    if ((code > 0 && code < 128)) && [[ ${hall_said} == no ]]; then printf 'failed in %s\n' "${hall_failed_at}" >&2; fi
    for command in "${hall_at_exit[@]}"; do eval "${command}" || true; done
    hall_at_exit=()
    return "${code}"
}

hall_at_exit=()
hall_failed_at=
trap 'hall_failed_at="${BASH_SOURCE[0]:-$0}: line ${LINENO}: ${BASH_COMMAND}"' ERR
trap run_at_exit EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

# is_process PID TEXT: true when PID runs and its command line holds TEXT. Process numbers are reused,
# so a number read from a file proves nothing by itself.
is_process() {
    [[ $1 =~ ^[0-9]+$ && -r /proc/$1/cmdline ]] || return 1
    local line
    line=$({ tr '\0' ' ' <"/proc/$1/cmdline"; } 2>/dev/null) || return 1
    [[ ${line} == *"$2"* ]]
}

process_gone() {
    ! is_process "$1" "$2"
}

# stop_process PID TEXT [SIGNAL]: ends our own process and waits; a last word after ten seconds.
stop_process() {
    is_process "$1" "$2" || return 0
    kill "-${3:-TERM}" "$1" 2>/dev/null || true
    local tries
    for ((tries = 0; tries < 100; tries++)); do
        is_process "$1" "$2" || return 0
        sleep 0.1
    done
    kill -KILL "$1" 2>/dev/null || true
}

# programs_naming TEXT NAME…: the process numbers of programs of these names whose command line holds TEXT. Finds what
# was started so shortly before a kill that nobody wrote its number down.
programs_naming() {
    local text=$1 folder pid program name
    shift
    for folder in /proc/[0-9]*; do
        pid=${folder#/proc/}
        is_process "${pid}" "${text}" || continue
        IFS= read -r -d '' program <"${folder}/cmdline" 2>/dev/null || continue
        for name in "$@"; do
            if [[ ${program##*/} == "${name}" ]]; then printf '%s\n' "${pid}"; fi
        done
    done
}

# remove_tree DIR: a scratch folder or a root file system of our own, never across a mount: what is mounted below it
# may be this machine's own /dev.
remove_tree() {
    [[ -d $1 ]] || return 0
    local place mounts
    place=$(readlink -f -- "$1")
    mounts=$(awk -v place="${place}" '$5 == place || index($5, place "/") == 1 { print $5 }' /proc/self/mountinfo)
    [[ -z ${mounts} ]] || fail "Not removed, for something is mounted there: ${mounts//$'\n'/ }"
    rm -rf --one-file-system -- "${place}"
}

port_answers() {
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# The addresses that listen on a TCP port, as the kernel writes them.
listening_addresses() {
    local wanted
    wanted=$(printf ':%04X' "$1")
    awk -v wanted="${wanted}" '$4 == "0A" && substr($2, length($2) - 4) == wanted {
        print substr($2, 1, length($2) - 5) }' /proc/net/tcp /proc/net/tcp6 2>/dev/null
}

# True when somebody listens on the port, and on the loopback address only.
only_on_loopback() {
    local addresses address
    addresses=$(listening_addresses "$1")
    [[ -n ${addresses} ]] || return 1
    for address in ${addresses}; do
        case "${address}" in
            0100007F | 0000000000000000FFFF00000100007F | 00000000000000000000000001000000) ;;
            *) return 1 ;;
        esac
    done
}

# wait_for SECONDS COMMAND…: asks ten times a second until the command succeeds.
wait_for() {
    local tries=$(($1 * 10))
    shift
    while ! "$@"; do
        tries=$((tries - 1))
        ((tries > 0)) || return 1
        sleep 0.1
    done
}

# lock_or_fail FILE SENTENCE: one run at a time. The lock is file descriptor 9, which programs that outlive the
# script must not inherit: start them with 9>&-.
lock_or_fail() {
    exec 9>"$1"
    flock -n 9 || fail "$2" 3
}

# Programs name files and people in Chinese; a bare system's locale would turn them into question marks.
if [[ ${LC_ALL:-} != C.UTF-8 && $(locale charmap 2>/dev/null) != UTF-8 ]]; then export LC_ALL=C.UTF-8; fi
