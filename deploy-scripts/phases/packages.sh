# Phase packages: what Debian offers and our own programs, from a repository or from a folder. Sourced by hall-provision.
# shellcheck shell=bash
# Variables come from the libraries that hall-provision has read; words in ${} are dpkg's.
# shellcheck disable=SC2154,SC2016
# shellcheck source=../lib/owned.sh
. "${BASH_SOURCE[0]%/*}/../lib/owned.sh"

phase_packages() {
    wanted_packages
    release_services_in
    own_sources
    settle "修好没有装完的软件包" dpkg_is_whole make_dpkg_whole
    settle "安装软件包：$(missing_packages | paste -sd ' ')" packages_are_there install_missing
    settle "留存安装包 /var/cache/hall/deb" debs_are_kept keep_debs
}

# The mirror of hall.conf is the only source then; what was there before comes back with hall-unprovision.
own_sources() {
    local mirror=${hallconf_value[APT_MIRROR]:-} codename file
    if [[ -z ${mirror} ]]; then return 0; fi
    codename=$(sed -n 's/^VERSION_CODENAME="\{0,1\}\([a-z]*\)"\{0,1\}$/\1/p' "${owned_root}/etc/os-release")
    [[ -n ${codename} ]] || fail "/etc/os-release 里没有 VERSION_CODENAME，不知道 APT_MIRROR 上用哪个版本" 4
    mirror_sources "${mirror%/}" "${codename}" | own_file /etc/apt/sources.list.d/60-hall.sources 0644
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/debian.sources; do
        if [[ -e ${owned_root}${file} || -n ${owned_sums[${file}]:-} ]]; then
            printf '# 由 hall-provision 停用：软件源在 60-hall.sources，按 hall.conf 的 APT_MIRROR 写成。\n' | own_file "${file}" 0644
        fi
    done
}

# mirror_sources URL CODENAME
mirror_sources() {
    local keys=/usr/share/keyrings/debian-archive-keyring.gpg
    printf '# 由 hall-provision 按 hall.conf 的 APT_MIRROR 写成；改动会被覆盖。\n'
    printf 'Types: deb\nURIs: %s\nSuites: %s %s-updates\nComponents: main non-free-firmware\nSigned-By: %s\n\n' "$1" "$2" "$2" "${keys}"
    printf 'Types: deb\nURIs: %s-security\nSuites: %s-security\nComponents: main non-free-firmware\nSigned-By: %s\n' "$1" "$2" "${keys}"
}

# source_urls: where apt fetches from by its own sources and the proxy, one a line; nothing but what a rule can name.
source_urls() {
    local folder=${owned_root}/etc/apt mirror=${hallconf_value[APT_MIRROR]:-}
    {
        if [[ -n ${mirror} ]]; then printf '%s\n' "${mirror}"; fi
        cat "${folder}/sources.list" "${folder}"/sources.list.d/*.list 2>/dev/null | sed -nE 's/^[[:space:]]*deb[[:space:]]+(\[[^]]*\][[:space:]]*)?([^[:space:]]+).*/\2/p' || true
        cat "${folder}"/sources.list.d/*.sources 2>/dev/null | awk '
            function tell() { if (on) printf "%s", urls; urls = field = ""; on = 1 }
            BEGIN { on = 1 }
            /^#/ { next }
            /^[[:space:]]*$/ { tell(); next }
            /^[^[:space:]]/ { field = tolower($1); $1 = "" }
            field == "uris:" { for (i = 1; i <= NF; i++) if ($i != "") urls = urls $i "\n" }
            field == "enabled:" && tolower($0) ~ /no|false|off|0/ { on = 0 }
            END { tell() }' || true
        cat "${folder}/apt.conf" "${folder}"/apt.conf.d/* 2>/dev/null | sed -nE '/^[[:space:]]*\/\//d; s/.*Proxy[[:space:]]+"([^"]+)".*/\1/p' || true
    } | grep -E '^https?://([^/@]*@)?[A-Za-z0-9.-]+(:[0-9]+)?(/|$)' | LC_ALL=C sort -u || true
}

wanted_packages() {
    mapfile -t packages_wanted < <(sed -E 's/#.*//; s/[[:space:]]+//g; /^$/d' "${HALL_SCRIPTS}/packages/kiosk.txt")
    packages_wanted+=(hall-sync hall-kiosk)
    # overlayroot works before the root is there, with what the first disk of the kernel has, and that is of busybox.
    if [[ ${hallconf_value[READONLY_ROOT]} == yes ]]; then packages_wanted+=(overlayroot busybox); fi
}

# Names of what the machine has, whole.
packages_there() {
    inside dpkg-query -W -f '${db:Status-Status} ${Package}\n' 2>/dev/null | sed -n 's/^installed //p'
}

missing_packages() {
    comm -23 <(printf '%s\n' "${packages_wanted[@]}" | sort -u) <(packages_there | sort -u)
}

packages_are_there() {
    [[ -z $(missing_packages) ]]
}

dpkg_is_whole() {
    [[ -z $(inside dpkg --audit 2>/dev/null) ]]
}

# A cut in unpacking is cured by unpacking again only, a cut in configuring by configuring.
make_dpkg_whole() {
    local name file
    apt_in dpkg --force-confold --configure -a || true
    while IFS= read -r name; do
        note "重新安装 ${name}"
        if file=$(deb_of "${name}"); then
            mkdir -p -- "${owned_root}/var/cache/hall/deb"
            cp -- "${file}" "${owned_root}/var/cache/hall/deb/.again.deb"
            apt_in dpkg --force-confold -i /var/cache/hall/deb/.again.deb || true
            rm -f -- "${owned_root}/var/cache/hall/deb/.again.deb"
        else
            apt_in apt-get -q -y "${apt_words[@]}" install --reinstall "${name}" || true
        fi
    done < <(inside dpkg-query -W -f '${db:Status-Want} ${db:Status-Eflag} ${db:Status-Status} ${Package}\n' |
        awk '$1 == "install" && ($2 == "reinstreq" || $3 == "half-installed") { print $4 }')
    apt_in dpkg --force-confold --configure -a
}

# deb_of PACKAGE: a whole .deb of it, kept by the machine or in the folder given.
deb_of() {
    local file
    for file in "${owned_root}"/var/cache/hall/deb/"$1"_*.deb ${offline:+"${offline}"/"$1"_*.deb} \
        "${owned_root}"/var/cache/apt/archives/"$1"_*.deb; do
        if [[ -f ${file} ]] && dpkg-deb --fsys-tarfile "${file}" >/dev/null 2>&1; then
            printf '%s\n' "${file}"
            return 0
        fi
    done
    return 1
}

apt_words=(--no-install-recommends -o "DPkg::Lock::Timeout=600" -o Dpkg::Options::=--force-confdef
    -o Dpkg::Options::=--force-confold -o Dpkg::Use-Pty=0 -o APT::Status-Fd=8)

# apt_in COMMAND…: without questions; its words go to a log, its progress to people.
apt_in() {
    local log=${owned_scratch}/apt.log code=0
    inside env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 LC_ALL=C.UTF-8 "$@" \
        8> >(apt_progress >&2) </dev/null >>"${log}" 2>&1 9<&- || code=$?
    if ((code != 0)); then tail -n 15 "${log}" >&2; fi
    return "${code}"
}

# A line at each tenth; on a terminal the line changes.
apt_progress() {
    local line=$'\n'
    if [[ -t 2 ]]; then line=$'\r'; fi
    awk -F: -v end="${line}" '/^(dlstatus|pmstatus):/ {
        ten = int($3 / 10)
        word = $1 == "dlstatus" ? "下载" : "安装"
        if (word ten != last) { printf "   %s %d%%%s", word, ten * 10, end; fflush(); last = word ten }
    } END { if (end == "\r" && last != "") printf "\n" }'
}

install_missing() {
    local -a names
    mapfile -t names < <(missing_packages)
    hold_services_in
    if [[ -n ${offline} ]]; then install_offline; else install_online "${names[@]}"; fi
}

# In a chroot or an image services are not started; on the machine itself they are, in their turn.
hold_services_in() {
    local policy=${owned_root}/usr/sbin/policy-rc.d
    if [[ -z ${owned_root} ]] || { [[ -e ${policy} ]] && ! grep -q hall-provision "${policy}"; }; then return 0; fi
    printf '#!/bin/sh\n# hall-provision\nexit 101\n' >"${policy}"
    chmod 0755 "${policy}"
    at_exit rm -f "${policy}"
}

# A run that was killed could not take it away.
release_services_in() {
    local policy=${owned_root}/usr/sbin/policy-rc.d
    if [[ ${owned_way} == apply && -f ${policy} ]] && grep -q hall-provision "${policy}"; then rm -f -- "${policy}"; fi
}

install_online() {
    note "没有给 --offline，从软件源安装"
    apt_in apt-get -q -o Acquire::Retries=3 update || note "软件源刷新不了，先用本机已有的清单"
    apt_in apt-get -q -y "${apt_words[@]}" install "$@" || {
        note "安装没有成功：看上面 apt 的最后几行；没有网络时用 --offline 文件夹"
        return 1
    }
}

# Every .deb of the folder that the machine lacks or has older; nothing is asked of a network.
install_offline() {
    local file name version there
    local -a files=()
    local -A have=()
    while read -r name version; do have[${name}]=${version}; done < <(inside dpkg-query -W -f '${Package} ${Version}\n')
    for file in "${offline}"/*.deb; do
        [[ -f ${file} ]] || fail "${offline} 里没有 .deb 安装包" 4
        { read -r name && read -r version; } < <(dpkg-deb --show --showformat='${Package}\n${Version}\n' "${file}" 2>/dev/null) ||
            fail "${file} 不是完整的安装包，重新拷贝一份" 4
        there=${have[${name}]:-}
        if [[ ${there} == "${version}" ]] || { [[ -n ${there} ]] && dpkg --compare-versions "${version}" le "${there}"; }; then continue; fi
        dpkg-deb --fsys-tarfile "${file}" >/dev/null 2>&1 || fail "${file} 不完整，重新拷贝一份" 4
        files+=("${file}")
    done
    note "从 ${offline} 安装 ${#files[@]} 个安装包"
    local place=${owned_root}/var/cache/hall/offline
    rm -rf -- "${place}"
    mkdir -p -- "${place}"
    cp -- "${files[@]}" "${place}/"
    apt_in sh -c 'exec apt-get -q -y -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts=/dev/null \
        "$@" install /var/cache/hall/offline/*.deb' sh "${apt_words[@]}" || {
        note "安装没有成功：看上面 apt 的最后几行；缺的 .deb 补进 ${offline}"
        rm -rf -- "${place}"
        return 1
    }
    rm -rf -- "${place}"
}

kept_deb() {
    local version file
    version=$(inside dpkg-query -W -f '${Version}' "$1" 2>/dev/null || true)
    for file in "${owned_root}"/var/cache/hall/deb/"$1"_*.deb; do
        if [[ -f ${file} && $(dpkg-deb -f "${file}" Version 2>/dev/null) == "${version}" ]]; then
            printf '%s\n' "${file##*/}"
            return 0
        fi
    done
    return 1
}

debs_are_kept() {
    local good=${owned_root}/var/cache/hall/deb/good name
    for name in hall-sync hall-kiosk; do
        if ! kept_deb "${name}" >/dev/null; then
            # What can be had from nowhere is said, and is no reason to stop: hall-upgrade keeps the next one.
            if own_deb "${name}" >/dev/null; then return 1; fi
            if packages_are_there; then
                warn "没有留存 ${name} 的安装包，不能离线修复，升级后也退不回来：把装本机用的 ${name}_*.deb 拷进 /var/cache/hall/deb/，再执行一次 hall-provision"
            fi
            return 0
        fi
    done
    [[ -s ${good} ]]
}

# own_deb PACKAGE: the .deb of the version that is installed, outside the cache: in the folder given, beside hall.conf, or
# as apt has fetched it.
own_deb() {
    local version file
    version=$(inside dpkg-query -W -f '${Version}' "$1" 2>/dev/null || true)
    for file in ${offline:+"${offline}"/"$1"_*.deb} "${config%/*}/$1"_*.deb "${owned_root}"/var/cache/apt/archives/"$1"_*.deb; do
        if [[ -f ${file} && -n ${version} && $(dpkg-deb -f "${file}" Version 2>/dev/null) == "${version}" ]]; then
            printf '%s\n' "${file}"
            return 0
        fi
    done
    return 1
}

keep_debs() {
    local name file
    for name in hall-sync hall-kiosk; do
        if ! kept_deb "${name}" >/dev/null && file=$(own_deb "${name}"); then
            mkdir -p -- "${owned_root}/var/cache/hall/deb"
            put_whole "/var/cache/hall/deb/${file##*/}" 0644 <"${file}"
        fi
    done
    { kept_deb hall-sync && kept_deb hall-kiosk; } | put_whole /var/cache/hall/deb/good 0644
}
