# Finds and installs what is missing from lists of Debian packages. Sourced after common.sh.
# shellcheck shell=bash
# shellcheck source=common.sh
. "${BASH_SOURCE[0]%/*}/common.sh"

hall_apt_wait=600 # seconds to wait for another package manager

package_installed() {
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

package_offered() {
    local policy
    policy=$(LC_ALL=C apt-cache policy "$1" 2>/dev/null) || return 1
    [[ ${policy} =~ $'\n'"  Candidate: "[^\(] ]]
}

# missing_entries LIST-FILE…: the entries of which no alternative is installed.
missing_entries() {
    local entry name found
    while read -r entry; do
        found=no
        for name in ${entry//[|?]/ }; do
            if package_installed "${name}"; then found=yes; fi
        done
        if [[ ${found} == no ]]; then printf '%s\n' "${entry}"; fi
    done < <(sed -E 's/#.*//; s/[[:space:]]+//g; /^$/d' "$@" | sort -u)
}

as_root() {
    if [[ ${EUID} -eq 0 ]]; then "$@"; else sudo "$@"; fi
}

may_become_root() {
    [[ ${EUID} -eq 0 ]] && return 0
    command -v sudo >/dev/null || return 1
    # A password can only be asked for where somebody sits.
    [[ -t 0 ]] || sudo -n true 2>/dev/null
}

run_apt() {
    as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 LC_ALL=C \
        apt-get -q -o "DPkg::Lock::Timeout=${hall_apt_wait}" "$@" </dev/null
}

# The lists have a lock of their own, which apt does not wait for by itself.
refresh_package_lists() {
    local deadline=$((SECONDS + hall_apt_wait)) said=no output
    while ! output=$(run_apt update 2>&1); do
        if ! grep -q 'Could not get lock\|Unable to lock' <<<"${output}" || ((SECONDS > deadline)); then
            note "The package lists could not be refreshed; trying with those that are there."
            return 0
        fi
        if [[ ${said} == no ]]; then note "Another package manager is at work; waiting for it."; fi
        said=yes
        sleep 3
    done
}

# choose_packages ENTRY…: sets hall_chosen to one offered package for each entry; fails on the first that cannot be had.
choose_packages() {
    local entry name chosen
    hall_chosen=()
    for entry in "$@"; do
        chosen=
        for name in ${entry//[|?]/ }; do
            if [[ -z ${chosen} ]] && package_offered "${name}"; then chosen=${name}; fi
        done
        if [[ -n ${chosen} ]]; then
            hall_chosen+=("${chosen}")
        elif [[ ${entry} == *\? ]]; then
            note "${entry%\?} is not offered on this system; what needs it is left out."
        else
            fail "The package ${entry} is not offered here. Is there a network, and a Debian mirror in /etc/apt?" 3
        fi
    done
}

# A web server that starts by itself on port 80 of a clerk's PC would be a surprise: we start our own, on loopback.
hold_services() {
    hall_held=no
    [[ -e /usr/sbin/policy-rc.d ]] && return 0
    printf '#!/bin/sh\nexit 101\n' | as_root tee /usr/sbin/policy-rc.d >/dev/null
    as_root chmod 0755 /usr/sbin/policy-rc.d
    hall_held=yes
    at_exit release_services
}

release_services() {
    if [[ ${hall_held:-no} == yes ]]; then as_root rm -f /usr/sbin/policy-rc.d; fi
    hall_held=no
}

# install_packages LIST-FILE…: installs what is missing and nothing else.
install_packages() {
    local -a needed welcome
    mapfile -t needed < <(missing_entries "$@" | sed '/?$/d')
    mapfile -t welcome < <(missing_entries "$@" | sed '/?$/!d')
    if ((${#needed[@]} + ${#welcome[@]} == 0)); then
        note "Every package is there."
        return 0
    fi
    command -v apt-get >/dev/null || fail "This script installs Debian packages, and this system has no apt-get." 3
    if ((${#needed[@]} > 0)); then
        may_become_root || fail "Packages are missing and there is neither root nor sudo here. Ask an administrator for: \
apt-get install ${needed[*]%%|*}" 3
        refresh_package_lists
        choose_packages "${needed[@]}"
        install_chosen || fail "The packages could not be installed; above are apt's last words. Is there a network?" 3
        mapfile -t needed < <(missing_entries "$@" | sed '/?$/d')
        ((${#needed[@]} == 0)) || fail "Still missing after the installation: ${needed[*]}" 3
    fi
    choose_packages "${welcome[@]}"
    if ((${#hall_chosen[@]} > 0)) && may_become_root; then
        install_chosen || note "Going on without: ${hall_chosen[*]}"
    fi
}

# Installs the packages in hall_chosen; on failure shows the end of apt's output.
install_chosen() {
    local log code=0 new_server=no
    note "Installing ${#hall_chosen[@]} packages: ${hall_chosen[*]}"
    log=$(mktemp)
    if [[ " ${hall_chosen[*]} " == *" nginx"* ]]; then new_server=yes; fi
    # An earlier installation that was cut off blocks every later one until it is finished.
    if [[ -n $(dpkg --audit 2>/dev/null) ]]; then as_root dpkg --configure -a </dev/null >"${log}" 2>&1 || true; fi
    if [[ ${new_server} == yes ]]; then hold_services; fi
    run_apt install -y --no-install-recommends -o Dpkg::Options::=--force-confdef \
        -o Dpkg::Options::=--force-confold "${hall_chosen[@]}" >"${log}" 2>&1 || code=1
    if [[ ${new_server} == yes ]]; then
        release_services
        as_root update-rc.d nginx disable >/dev/null 2>&1 || true
        note "The system's own nginx service is left switched off; 'systemctl enable --now nginx' would start it."
    fi
    if ((code != 0)); then tail -n 15 "${log}" >&2; fi
    rm -f "${log}"
    return "${code}"
}
