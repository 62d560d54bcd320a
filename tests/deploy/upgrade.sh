#!/usr/bin/env bash
# What is kept for the way back is whole or not there, and an upgrade refuses what cannot end well before it alters
# anything. That a bad version is taken back is shown with a booted systemd, in l2_upgrade.sh.
. "$(dirname -- "${BASH_SOURCE[0]}")/../checks/tools.sh"
# shellcheck source=../../deploy-scripts/lib/debcache.sh
. "${root}/deploy-scripts/lib/debcache.sh"

command -v dpkg-deb >/dev/null || skip "dpkg is not installed"
architecture=$(dpkg --print-architecture)

# package NAME VERSION [ARCHITECTURE]: prints the .deb that was made.
package() {
    local folder=${scratch}/made/$1-$2
    mkdir -p "${folder}/DEBIAN" "${folder}/usr/share/doc/$1"
    printf 'Package: %s\nVersion: %s\nArchitecture: %s\nMaintainer: Test <test@localhost>\nDescription: test\n' \
        "$1" "$2" "${3:-${architecture}}" >"${folder}/DEBIAN/control"
    head -c 20000 /dev/urandom >"${folder}/usr/share/doc/$1/noise"
    dpkg-deb --root-owner-group --build -Znone "${folder}" "${scratch}/$1-$2.deb" >/dev/null
    printf '%s\n' "${scratch}/$1-$2.deb"
}

debcache_place=${scratch}/cache
old=$(package hall-kiosk 1:0.1.0)
new=$(package hall-kiosk 0.2.0)
sync_deb=$(package hall-sync 0.1.0)

# Half a file is not whole, and is never kept.
head -c 15000 "${new}" >"${scratch}/half.deb"
debcache_whole "${new}" || complain "a whole .deb is called half"
must_refuse debcache_whole "${scratch}/half.deb"
must_refuse debcache_whole "${scratch}/nothing.deb"
printf 'x' >"${scratch}/text.deb"
must_refuse debcache_keep "${scratch}/text.deb"
kept=$(debcache_keep "${old}")
[[ ${kept} == "hall-kiosk_0.1.0_${architecture}.deb" ]] || complain "it is kept as ${kept}"
kept=("${kept}" "$(debcache_keep "${sync_deb}")")
debcache_write good "${kept[@]}"
[[ $(debcache_set good | wc -l) -eq 2 ]] || complain "the good set holds: $(debcache_set good)"
[[ $(debcache_words good) == 'hall-kiosk 1:0.1.0, hall-sync 0.1.0' ]] || complain "it is told as: $(debcache_words good)"
newer=$(debcache_keep "${new}")
[[ $(debcache_find hall-kiosk 0.2.0) == "${debcache_place}/${newer}" ]] || complain "a version is not found"
[[ $(debcache_find hall-kiosk) == "${debcache_place}/${kept[0]}" ]] || complain "without a version it is not the good one"
must_refuse debcache_find hall-kiosk 9.9
must_refuse debcache_find hall

# Nothing but whole files of the sets counts, and what belongs to neither goes.
head -c 15000 "${old}" >"${debcache_place}/${kept[0]}"
[[ $(debcache_set good | wc -l) -eq 1 ]] || complain "half a file counts as good"
printf '../../etc/passwd\n%s\n' "${kept[1]}" >"${debcache_place}/good"
[[ $(debcache_set good) == "${debcache_place}/${kept[1]}" ]] || complain "a path leads out of the cache"
debcache_prune
left=$(find "${debcache_place}" -type f -printf '%f\n' | sort | paste -sd ' ')
[[ ${left} == "good ${kept[1]}" ]] || complain "left: ${left}"
rm "${debcache_place}/good"
debcache_prune
[[ -e ${debcache_place}/${kept[1]} ]] || complain "without a good set everything is thrown away"
must_refuse debcache_unfinished
debcache_write result 'running x'
debcache_lock=${scratch}/lock
debcache_unfinished || complain "an upgrade that was broken off is not seen"
(
    exec 8>"${debcache_lock}"
    flock 8
    must_refuse debcache_unfinished # one that is at work is not broken off
)

# Provisioning keeps the packages that the machine was installed from, wherever they came along; where they are nowhere it
# says what to copy where.
(
    # shellcheck source=../../deploy-scripts/phases/packages.sh
    . "${root}/deploy-scripts/phases/packages.sh"
    mkdir -p "${scratch}/conf" "${scratch}/machine/var/cache/hall"
    # shellcheck disable=SC2034 # for the phase
    owned_root=${scratch}/machine config=${scratch}/conf/hall.conf offline=
    inside() { if [[ $* == *hall-kiosk* ]]; then printf '1:0.1.0'; else printf '0.1.0'; fi; }
    warn() { printf '%s\n' "$1" >>"${scratch}/warned"; }
    packages_are_there() { true; }
    debs_are_kept || complain "what can be had from nowhere ends the run"
    grep -q 'hall-sync_\*.deb 拷进 /var/cache/hall/deb/，再执行' "${scratch}/warned" || complain "it warns: $(cat "${scratch}/warned")"
    cp "${new}" "${scratch}/conf/hall-kiosk_0.2.0_x.deb"
    cp "${old}" "${scratch}/conf/hall-kiosk_0.1.0_x.deb"
    cp "${sync_deb}" "${scratch}/conf/hall-sync_0.1.0_x.deb"
    must_refuse debs_are_kept
    keep_debs
    debs_are_kept || complain "the packages beside hall.conf were not kept"
    [[ $(sort "${scratch}/machine/var/cache/hall/deb/good" | paste -sd ' ') == 'hall-kiosk_0.1.0_x.deb hall-sync_0.1.0_x.deb' ]] ||
        complain "kept: $(cat "${scratch}/machine/var/cache/hall/deb/good")"
)

# ends CODE PATTERN COMMAND…
ends() {
    local wanted=$1 pattern=$2 code=0
    shift 2
    "$@" >"${scratch}/words" 2>&1 </dev/null || code=$?
    ((code == wanted)) || complain "$* ended with ${code}, not ${wanted}: $(cat "${scratch}/words")"
    grep -qE -- "${pattern}" "${scratch}/words" || complain "$* says: $(cat "${scratch}/words")"
}

upgrade=${root}/deploy-scripts/hall-upgrade
rollback=${root}/deploy-scripts/hall-rollback
ends 0 '^Usage: hall-upgrade' "${upgrade}" --help
ends 0 '^Usage: hall-rollback' "${rollback}" --help
ends 2 'hall-upgrade --help' "${upgrade}"
ends 2 'hall-upgrade --help' "${upgrade}" --deb "${new}" --channel stable
ends 2 '不是通道' "${upgrade}" --channel '../x'
ends 2 '秒数' "${upgrade}" --deb "${new}" --wait soon
ends 2 'hall-rollback --help' "${rollback}" --nonsense
if [[ ${EUID} -eq 0 ]]; then
    before=$(dpkg-query -W | sha256sum)
    ends 4 '不是完整的安装包' "${upgrade}" --deb "${scratch}/half.deb"
    ends 4 '不是完整的安装包|没有' "${upgrade}" --deb "${scratch}/nothing.deb"
    ends 4 '不是完整的安装包' "${upgrade}" "--deb=${scratch}/half.deb"
    ends 4 '里是 other' "${upgrade}" --deb "$(package other 1)"
    ends 4 '是给 riscv64 的' "${upgrade}" --deb "$(package hall-kiosk 7 riscv64)"
    ends 2 '两个 hall-kiosk' "${upgrade}" --deb "${old}" "${new}"
    (
        exec 8>/run/hall-upgrade.lock
        flock 8
        ends 6 '另一次' "${upgrade}" --deb "${new}"
    )
    [[ $(dpkg-query -W | sha256sum) == "${before}" ]] || complain "a refused upgrade has altered something"
fi
printf 'fine\n'
