# The .debs that a kiosk keeps, so that it can be repaired and taken back without a network. Beside the files lie
# `good` and `previous` (the names of the files of a set, one a line) and `result` (how the last upgrade ended).
# Sourced after common.sh.
# shellcheck shell=bash
# shellcheck source=common.sh
. "${BASH_SOURCE[0]%/*}/common.sh"

debcache_place=/var/cache/hall/deb
debcache_lock=/run/hall-upgrade.lock

# debcache_whole FILE: it can be read to its last byte; half a file from a full disk or a power cut cannot.
debcache_whole() {
    [[ -f $1 ]] && dpkg-deb --fsys-tarfile "$1" >/dev/null 2>&1
}

debcache_field() {
    dpkg-deb -f "$1" "$2" 2>/dev/null
}

# debcache_name FILE: the name it is kept under, from what it says of itself. A colon may not stand in a file name
# that apt and mirrors handle, so the epoch is left out.
debcache_name() {
    local version
    version=$(debcache_field "$1" Version)
    printf '%s_%s_%s.deb' "$(debcache_field "$1" Package)" "${version#*:}" "$(debcache_field "$1" Architecture)"
}

# debcache_find PACKAGE [VERSION]: prints a whole .deb of it, of the good set where no version is asked for.
debcache_find() {
    local name=$1 version=${2:-} file good=
    if [[ -z ${version} && -f ${debcache_place}/good ]]; then good=$(<"${debcache_place}/good"); fi
    for file in "${debcache_place}/${name}"_*.deb /var/cache/apt/archives/"${name}"_*.deb; do
        debcache_whole "${file}" || continue
        if [[ $(debcache_field "${file}" Package) != "${name}" ]]; then continue; fi
        if [[ -n ${version} && $(debcache_field "${file}" Version) != "${version}" ]]; then continue; fi
        if [[ -n ${good} ]] && ! grep -qxF "${file##*/}" <<<"${good}"; then continue; fi
        printf '%s\n' "${file}"
        return 0
    done
    return 1
}

# debcache_write NAME LINE…: one of the small files, whole or not at all.
debcache_write() {
    local name=$1
    shift
    printf '%s\n' "$@" >"${debcache_place}/.${name}.tmp"
    sync -d "${debcache_place}/.${name}.tmp"
    mv -f "${debcache_place}/.${name}.tmp" "${debcache_place}/${name}"
    sync "${debcache_place}"
}

# debcache_keep FILE: copies a .deb into the cache unless it is there; prints its name there.
debcache_keep() {
    local name temporary
    name=$(debcache_name "$1")
    temporary=${debcache_place}/.${name}.tmp
    mkdir -p "${debcache_place}"
    if cmp -s "$1" "${debcache_place}/${name}"; then
        printf '%s\n' "${name}"
        return 0
    fi
    if ! cp --reflink=auto "$1" "${temporary}" || ! sync "${temporary}" || ! debcache_whole "${temporary}"; then
        rm -f "${temporary}"
        return 1
    fi
    mv -f "${temporary}" "${debcache_place}/${name}"
    printf '%s\n' "${name}"
}

# debcache_set NAME: the files of a set that are still whole, as paths.
debcache_set() {
    local name
    [[ -f ${debcache_place}/$1 ]] || return 0
    while IFS= read -r name; do
        if [[ ${name} == *.deb && ${name} != */* ]] && debcache_whole "${debcache_place}/${name}"; then
            printf '%s\n' "${debcache_place}/${name}"
        fi
    done <"${debcache_place}/$1"
}

# The names of the versions of a set, for people: "hall-kiosk 0.2.0, hall-sync 0.2.0".
debcache_words() {
    local file words=
    while IFS= read -r file; do
        words+="${words:+, }$(debcache_field "${file}" Package) $(debcache_field "${file}" Version)"
    done < <(debcache_set "$1")
    printf '%s' "${words:-—}"
}

# Removes every .deb that belongs to neither set; without a good set nobody knows what is needed.
debcache_prune() {
    local file names
    # What a copy left that was cut off; a copy at work has the lock, and its caller does not come here.
    rm -f "${debcache_place}"/.*.tmp
    [[ -s ${debcache_place}/good ]] || return 0
    names=$(cat "${debcache_place}/good" "${debcache_place}/previous" 2>/dev/null || true)
    for file in "${debcache_place}"/*.deb; do
        if [[ -e ${file} ]] && ! grep -qxF "${file##*/}" <<<"${names}"; then rm -f "${file}"; fi
    done
}

# An upgrade or a way back is at work at this moment: it holds the lock.
debcache_busy() {
    [[ -e ${debcache_lock} ]] && ! flock --nonblock "${debcache_lock}" true
}

# An upgrade began and never ended: the power was cut in the middle.
debcache_unfinished() {
    [[ -f ${debcache_place}/result && $(<"${debcache_place}/result") == running* ]] && ! debcache_busy
}

# debcache_install FILE…: installs without a network and without a question, also an older version.
debcache_install() {
    DEBIAN_FRONTEND=noninteractive dpkg --force-confold --force-downgrade -i "$@" </dev/null
}

# Goes back to the last set known to be good after an upgrade that was broken off.
debcache_return() {
    local -a files
    mapfile -t files < <(debcache_set good)
    if ((${#files[@]} == 0)); then return 1; fi
    debcache_install "${files[@]}" || return 1
    debcache_write result "rolled-back $(debcache_words good)"
}
