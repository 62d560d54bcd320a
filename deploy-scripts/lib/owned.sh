# Whole files, links and folders that provisioning owns, and the manifest of them: what was there before can be put
# back. Sourced after common.sh.
#
# The manifest has a row for each, parted by tabs: path, sha256 (or link:TARGET, or dir), mode, origin (new: nothing was
# there; replaced: see backup; package: the same was there already), backup (or -), phase.
# shellcheck shell=bash
# shellcheck source=common.sh
. "${BASH_SOURCE[0]%/*}/common.sh"

owned_root=                  # the machine's root, without a slash at its end; empty: this machine
owned_way=check              # check: nothing is written; apply
owned_show=no                # yes: differences are shown line by line
owned_phase=                 # whose files are being looked at
owned_scratch=               # outside the machine
declare -ga owned_changes=() # phase, kind, path or sentence, parted by tabs
declare -gA owned_sums=() owned_modes=() owned_origins=() owned_backups=() owned_phases=() owned_seen=()
declare -gA owned_units=() owned_units_seen=() # units that we have switched on: the phase that asked for them
# Files come through pipes, and what is learnt at a pipe's end must not be lost with it.
shopt -s lastpipe

# A folder of the run's own, until it ends. Not in /tmp: the lock-down puts memory there, which the first service that
# asks for a /tmp of its own mounts over what others have there.
owned_open_scratch() {
    local place=${TMPDIR:-/tmp}
    if [[ ${EUID} -eq 0 && -d /run ]]; then place=/run; fi
    owned_scratch=$(mktemp -d "${place}/hall-owned-XXXXXX")
    at_exit rm -rf "${owned_scratch}"
}

owned_state() {
    printf '%s' "${owned_root}/var/lib/hall-provision"
}

# put_whole PATH MODE: standard input becomes this file, whole or not at all, whenever the power goes.
put_whole() {
    local place=${owned_root}$1 folder name temp
    folder=${place%/*} name=${place##*/}
    temp=${folder}/.${name}.hall-new
    rm -f -- "${temp}"
    if ! { (umask 077 && cat >"${temp}") && chmod "$2" -- "${temp}" && sync -- "${temp}" && mv -fT -- "${temp}" "${place}" &&
        sync -- "${folder}"; }; then
        rm -f -- "${temp}"
        fail "写不了 $1：磁盘满了，或系统分区是只读的。处理后执行 hall-provision --resume"
    fi
}

owned_load() {
    owned_sums=() owned_modes=() owned_origins=() owned_backups=() owned_phases=()
    local file path sum mode origin backup phase
    owned_load_units
    file=$(owned_state)/manifest
    [[ -r ${file} ]] || return 0
    while IFS=$'\t' read -r path sum mode origin backup phase; do
        if [[ ${path} == /* ]]; then owned_row "${path}" "${sum}" "${mode}" "${origin}" "${backup}" "${phase}"; fi
    done <"${file}"
}

owned_row() {
    owned_sums[$1]=$2 owned_modes[$1]=$3 owned_origins[$1]=$4 owned_backups[$1]=$5 owned_phases[$1]=$6
}

owned_drop() {
    unset "owned_sums[$1]" "owned_modes[$1]" "owned_origins[$1]" "owned_backups[$1]" "owned_phases[$1]"
}

# owned_paths [-r]: sorted; a folder before what is in it, with -r after it.
owned_paths() {
    if ((${#owned_sums[@]} > 0)); then printf '%s\n' "${!owned_sums[@]}" | LC_ALL=C sort "$@"; fi
}

owned_save() {
    local path
    {
        for path in "${!owned_sums[@]}"; do
            printf '%s\t%s\t%s\t%s\t%s\t%s\n' "${path}" "${owned_sums[${path}]}" "${owned_modes[${path}]}" \
                "${owned_origins[${path}]}" "${owned_backups[${path}]}" "${owned_phases[${path}]}"
        done
    } | LC_ALL=C sort | put_whole "/var/lib/hall-provision/manifest" 0600
}

# Sets there to what lies at a path, in the manifest's words: sha256, link:TARGET, dir, or nothing.
look_there() {
    local place=${owned_root}$1
    there=
    if [[ -L ${place} ]]; then
        there=link:$(readlink -- "${place}")
    elif [[ -d ${place} ]]; then
        there=dir
    elif [[ -f ${place} ]]; then
        there=$(sha256sum <"${place}")
        there=${there%% *}
    elif [[ -e ${place} ]]; then
        there=other
    fi
}

# is_as PATH SUM MODE: it lies there so, and the manifest says so.
is_as() {
    [[ ${owned_sums[$1]:-} == "$2" && ${owned_modes[$1]:-} == "$3" ]] || return 1
    look_there "$1"
    [[ ${there} == "$2" ]] || return 1
    [[ $2 == link:* || $(stat -c %a -- "${owned_root}$1") == "$3" ]]
}

# For the command that changes: called before each change.
before_change() { :; }

# changed KIND WHAT: counts and tells. In a run that applies, the phase is no longer finished from here on.
changed() {
    owned_changes+=("${owned_phase}"$'\t'"$1"$'\t'"$2")
    if [[ ${owned_way} == check ]]; then note "将${3:-改}：$2"; else note "${3:-改}：$2"; fi
    if [[ ${owned_way} == apply ]]; then
        before_change
        rm -f -- "$(owned_state)/phases/${owned_phase}"
    fi
}

# Keeps what was there and writes the row before anything is overwritten: a cut in between loses nothing.
# owned_remember PATH SUM MODE
owned_remember() {
    local path=$1 origin=${owned_origins[$1]:-} backup=${owned_backups[$1]:--} there
    if [[ -z ${origin} ]]; then
        look_there "${path}"
        case "${there}" in
            '') origin=new ;;
            dir | other) fail "${path} 已经是文件夹或设备，不能写成文件；请先移走" 4 ;;
            "$2") origin=package ;;
            *)
                origin=replaced
                backup=backup/${path//\//%}
                cp -aT -- "${owned_root}${path}" "$(owned_state)/${backup}"
                sync -f -- "$(owned_state)"
                ;;
        esac
    fi
    owned_row "${path}" "$2" "$3" "${origin}" "${backup}" "${owned_phase}"
    owned_save
}

# Folders above a path that are not there yet are ours as well.
owned_parents() {
    local folder=${1%/*}
    if [[ -z ${folder} ]]; then return 0; fi
    if [[ -d ${owned_root}${folder} ]]; then
        if [[ -n ${owned_sums[${folder}]:-} ]]; then owned_seen[${folder}]=1; fi
        owned_parents "${folder}"
        return 0
    fi
    owned_parents "${folder}"
    owned_seen[${folder}]=1
    if [[ ${owned_way} == apply ]]; then
        owned_row "${folder}" dir 755 new - "${owned_phase}"
        owned_save
        mkdir -m 0755 -- "${owned_root}${folder}"
    fi
}

# own_file PATH MODE: standard input is what the file shall hold; owned by root.
own_file() {
    local path=$1 mode=${2#0} sum there
    cat >"${owned_scratch}/wanted"
    sum=$(sha256sum <"${owned_scratch}/wanted")
    sum=${sum%% *}
    owned_seen[${path}]=1
    owned_parents "${path}"
    if is_as "${path}" "${sum}" "${mode}"; then return 0; fi
    changed file "${path}" 写
    owned_difference "${path}"
    if [[ ${owned_way} == check ]]; then return 0; fi
    owned_remember "${path}" "${sum}" "${mode}"
    put_whole "${path}" "${mode}" <"${owned_scratch}/wanted"
    is_as "${path}" "${sum}" "${mode}" || fail "写好的 ${path} 读回来不一样，磁盘可能坏了"
}

owned_difference() {
    local now=${owned_root}$1
    if [[ ${owned_show} == no ]]; then return 0; fi
    if [[ ! -f ${now} ]]; then now=/dev/null; fi
    diff -u --label "$1（现在）" --label "$1（应有）" -- "${now}" "${owned_scratch}/wanted" | sed 's/^/      /' || true
}

# own_link PATH TARGET
own_link() {
    local path=$1 target=$2 temp there
    owned_seen[${path}]=1
    owned_parents "${path}"
    if is_as "${path}" "link:${target}" 777; then return 0; fi
    changed link "${path} -> ${target}" 链接
    if [[ ${owned_way} == check ]]; then return 0; fi
    owned_remember "${path}" "link:${target}" 777
    temp=${owned_root}${path%/*}/.${path##*/}.hall-new
    if ! { ln -sfnT -- "${target}" "${temp}" && mv -fT -- "${temp}" "${owned_root}${path}" &&
        sync -- "${owned_root}${path%/*}"; }; then
        fail "写不了 ${path}"
    fi
}

# put_back PATH: as it was before us. What was ours and is no longer there is nothing to put back.
put_back() {
    local path=$1 place=${owned_root}$1 origin=${owned_origins[$1]} backup=${owned_backups[$1]}
    rm -f -- "${place%/*}/.${place##*/}.hall-new"
    case "${origin}" in
        new)
            if [[ ${owned_sums[${path}]} == dir ]]; then
                if [[ -d ${place} ]]; then rmdir --ignore-fail-on-non-empty -- "${place}"; fi
            else
                rm -f -- "${place}"
            fi
            ;;
        replaced)
            mkdir -p -- "${place%/*}"
            cp -aT -- "$(owned_state)/${backup}" "${place%/*}/.${place##*/}.hall-new"
            sync -f -- "${place%/*}"
            mv -fT -- "${place%/*}/.${place##*/}.hall-new" "${place}"
            ;;
        *) ;;
    esac
}

# Rows of this phase that the configuration no longer asks for are put back, its units before the files on which they
# lean. Deepest paths first: a folder has to be empty before it goes.
forget_unseen() {
    local path
    forget_units
    while IFS= read -r path; do
        if [[ ${owned_phases[${path}]} != "${owned_phase}" || -n ${owned_seen[${path}]:-} ]]; then continue; fi
        # A folder still serves the files of another phase.
        if [[ ${owned_sums[${path}]} == dir && -n $(ls -A -- "${owned_root}${path}" 2>/dev/null) ]]; then continue; fi
        changed restore "${path}" 还原
        if [[ ${owned_way} == check ]]; then continue; fi
        put_back "${path}"
        owned_drop "${path}"
        owned_save
    done < <(owned_paths -r)
}

# read_back: every row of this phase lies there as the manifest says.
read_back() {
    local path there
    for path in "${!owned_sums[@]}"; do
        if [[ ${owned_phases[${path}]} != "${owned_phase}" ]]; then continue; fi
        look_there "${path}"
        [[ ${there} == "${owned_sums[${path}]}" ]] || fail "复查时 ${path} 与写入的不一样"
    done
}

# settle SENTENCE CHECK APPLY: a state that is no file. APPLY is called where CHECK is false, and CHECK again after it.
settle() {
    if "$2"; then return 0; fi
    changed state "$1" 做
    if [[ ${owned_way} == check ]]; then return 0; fi
    "$3" || fail "没有做成：$1"
    "$2" || fail "做完复查不通过：$1"
}

# This machine runs, and it is the one to be changed: services can be spoken to.
live() {
    [[ -z ${owned_root} && -d /run/systemd/system ]]
}

# inside COMMAND…: in the machine that is changed.
inside() {
    if [[ -n ${owned_root} ]]; then
        env PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot "${owned_root}" "$@"
    else
        "$@"
    fi
}

# systemctl_files COMMAND…: switches units on and off in the machine's files, whether systemd runs there or not.
systemctl_files() {
    systemctl --root="${owned_root:-/}" "$@"
}

unit_there() {
    local ours=/etc/systemd/system/$1
    # A run that only checks has not written it.
    [[ -n ${owned_seen[${ours}]:-} ]] ||
        compgen -G "${owned_root}/usr/lib/systemd/system/${1/@*./@.}" >/dev/null ||
        compgen -G "${owned_root}/lib/systemd/system/${1/@*./@.}" >/dev/null ||
        compgen -G "${owned_root}/etc/systemd/system/${1/@*./@.}" >/dev/null
}

# The list of units that we have switched on has a row for each: the unit, a tab, its phase. Lists of older versions have
# no phases; of theirs only these depend on what hall.conf says.
owned_load_units() {
    local file unit phase
    owned_units=()
    file=$(owned_state)/enabled
    [[ -r ${file} ]] || return 0
    while IFS=$'\t' read -r unit phase; do
        case "${unit}" in
            '') continue ;;
            hall-screen-*.timer) phase=${phase:-display} ;;
            rsyslog.service) phase=${phase:-logs} ;;
            *) phase=${phase:--} ;;
        esac
        owned_units[${unit}]=${phase}
    done <"${file}"
}

owned_save_units() {
    local unit
    for unit in "${!owned_units[@]}"; do printf '%s\t%s\n' "${unit}" "${owned_units[${unit}]}"; done |
        LC_ALL=C sort | put_whole /var/lib/hall-provision/enabled 0600
}

# The units that we have switched on, one a line.
owned_unit_names() {
    if ((${#owned_units[@]} > 0)); then printf '%s\n' "${!owned_units[@]}" | LC_ALL=C sort; fi
}

# want_units UNIT…: switched on, now by the files and at once where the machine runs. What we switched on is listed, and
# switched off again by the first run of the phase that no longer asks for it.
want_units() {
    local unit
    for unit in "$@"; do
        owned_units_seen[${unit}]=1
        if ! unit_there "${unit}"; then
            note "没有 ${unit}，略过"
            continue
        fi
        owned_unit=${unit}
        settle "启用 ${unit}" unit_enabled enable_unit
    done
}

unit_enabled() {
    case "$(systemctl_files is-enabled "${owned_unit}" 2>/dev/null)" in
        enabled | enabled-runtime | alias | static | indirect | generated) return 0 ;;
        *) return 1 ;;
    esac
}

enable_unit() {
    if [[ ${owned_units[${owned_unit}]:-} != "${owned_phase}" ]]; then
        owned_units[${owned_unit}]=${owned_phase}
        owned_save_units
    fi
    systemctl_files --quiet enable "${owned_unit}" 2>/dev/null
}

forget_units() {
    while IFS= read -r owned_unit; do
        if [[ ${owned_units[${owned_unit}]} == "${owned_phase}" && -z ${owned_units_seen[${owned_unit}]:-} ]]; then
            settle "停用 ${owned_unit}" unit_forgotten disable_unit
        fi
    done < <(owned_unit_names)
}

unit_forgotten() {
    [[ -z ${owned_units[${owned_unit}]:-} ]]
}

# The row goes last: a run that was cut off before is simply run again. Of a unit whose package has gone only links are left.
disable_unit() {
    if live; then systemctl stop "${owned_unit}" || ! unit_there "${owned_unit}" || return 1; fi
    systemctl_files --quiet disable "${owned_unit}" 2>/dev/null || ! unit_there "${owned_unit}" || return 1
    unset "owned_units[${owned_unit}]"
    owned_save_units
}
