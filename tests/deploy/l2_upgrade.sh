#!/usr/bin/env bash
# A kiosk in a container is upgraded, taken back from a version that never shows anything, cut off in the middle of an
# installation, and repaired without a network.
. "$(dirname -- "${BASH_SOURCE[0]}")/machines/kiosk.sh"

[[ ${EUID} -eq 0 ]] || skip "a container needs root"
place=${scratch}/root
state=${scratch}/state
kiosk_root "${place}"
kiosk_settings "${place}" BOTTOM_EDGE_MM=900
kiosk_headless "${place}"
kiosk_content "${place}"
mkdir -p "${place}/srv/debs" "${scratch}/unpacked"

# What provisioning leaves: the packages of today are kept. Those of the tests go by other versions.
rm -f "${place}"/var/cache/hall/deb/hall-publish_*
first=$(dpkg-deb -f "$(find "${place}/var/cache/hall/deb" -name 'hall-kiosk_*.deb')" Version)

# variant VERSION [COMMAND…]: the packages under test once more, by another version; COMMAND alters the unpacked
# hall-kiosk, whose folder it finds in `unpacked`.
variant() {
    local version=$1 name
    shift
    for name in hall-sync hall-kiosk; do
        unpacked=${scratch}/unpacked/${name}
        rm -rf "${unpacked}"
        dpkg-deb --raw-extract "$(find "${HALL_PACKAGES}" -maxdepth 1 -name "${name}_*.deb")" "${unpacked}"
        sed -i -E "s/^Version: .*/Version: ${version}/; s/hall-sync \(= [^)]*\)/hall-sync (= ${version})/" "${unpacked}/DEBIAN/control"
        if [[ ${name} == hall-kiosk && $# -gt 0 ]]; then "$@"; fi
        dpkg-deb --root-owner-group -Zgzip -z1 --build "${unpacked}" "${place}/srv/debs/${name}_${version}.deb" >/dev/null
    done
}

# A program that runs and never says that it is ready.
mute() {
    printf '#!/bin/sh\nexec sleep infinity\n' >"${unpacked}/usr/bin/hall-kiosk"
    chmod 0755 "${unpacked}/usr/bin/hall-kiosk"
}

inside() {
    nspawn_inside "${state}" "$@"
}

version_of() {
    # shellcheck disable=SC2016 # dpkg's own name
    inside dpkg-query -W -f '${db:Status-Abbrev}${Version}' "$1"
}

result() {
    cat "${place}/var/cache/hall/deb/result" 2>/dev/null || true
}

up() {
    nspawn_start "${state}" "${place}" --private-network
    wait_for 60 nspawn_running "${state}" || complain "the system does not come up"
    wait_for 60 kiosk_ready || complain "the screens are not up: $(kiosk_log hall-kiosk)"
}

# upgrade CODE VERSION: how long it took is in `seconds`.
upgrade() {
    local wanted=$1 code=0 started=${EPOCHREALTIME}
    inside hall-upgrade --deb "/srv/debs/hall-sync_$2.deb" "--deb=/srv/debs/hall-kiosk_$2.deb" >"${scratch}/words" 2>&1 || code=$?
    seconds=$(awk "BEGIN { printf \"%.0f\", ${EPOCHREALTIME} - ${started} }")
    ((code == wanted)) || complain "the upgrade to $2 ended with ${code}, not ${wanted}: $(cat "${scratch}/words"); $(inside tail -n 5 /run/hall-upgrade.log 2>&1)"
}

case_upgrade() {
    up
    upgrade 0 "${first}+good"
    [[ $(version_of hall-kiosk) == "ii ${first}+good" ]] || complain "installed is $(version_of hall-kiosk)"
    kiosk_ready || complain "the screens are not up"
    [[ $(result) == good* ]] || complain "the result is: $(result)"
    grep -q "^hall-kiosk_${first}+good" "${place}/var/cache/hall/deb/good" || complain "it is not marked good"
    grep -q "^hall-kiosk_${first}_" "${place}/var/cache/hall/deb/previous" || complain "the version before is not kept"
    upgrade 0 "${first}+good"
    grep -q '不用升级' "${scratch}/words" || complain "a second upgrade says: $(cat "${scratch}/words")"
    printf 'good after %s s\n' "${seconds}"
}

case_taken_back() {
    upgrade 1 "${first}+mute"
    ((seconds <= 150)) || complain "it took ${seconds} s"
    [[ $(version_of hall-kiosk) == "ii ${first}+good" ]] || complain "installed is $(version_of hall-kiosk)"
    [[ $(result) == rolled-back* ]] || complain "the result is: $(result)"
    kiosk_ready || complain "the screens are not up again: $(kiosk_log hall-kiosk)"
    inside systemctl start hall-heartbeat.service
    inside grep -qx 'hall_upgrade_result{result="rolled-back"} 1' /var/lib/prometheus/node-exporter/hall.prom ||
        complain "the metric does not tell it"
    [[ $(inside journalctl -t hall-upgrade -o cat | grep -c '^退回到') -eq 1 ]] || complain "it went back more than once"
    printf 'back after %s s\n' "${seconds}"
}

case_rollback() {
    inside hall-rollback >"${scratch}/words" 2>&1 || complain "hall-rollback: $(cat "${scratch}/words")"
    [[ $(version_of hall-kiosk) == "ii ${first}" ]] || complain "installed is $(version_of hall-kiosk)"
    kiosk_ready || complain "the screens are not up"
}

# The machine's own repository, of which a channel is a suite.
case_channel() {
    local suite_place=${place}/srv/repository/dists/canary packages
    packages=${suite_place}/main/binary-$(dpkg --print-architecture)/Packages
    mkdir -p "${packages%/*}" "${place}/srv/repository/pool"
    cp "${place}"/srv/debs/hall-*_"${first}+good.deb" "${place}/srv/repository/pool/"
    (cd "${place}/srv/repository" && dpkg-scanpackages --multiversion pool 2>/dev/null) >"${packages}"
    printf 'Suite: canary\nCodename: canary\nComponents: main\nArchitectures: %s\nSHA256:\n %s %s %s\n' "$(dpkg --print-architecture)" \
        "$(sha256sum <"${packages}" | cut -d ' ' -f 1)" "$(stat -c %s "${packages}")" "${packages#"${suite_place}/"}" >"${suite_place}/Release"
    printf 'deb [trusted=yes] file:/srv/repository canary main\n' >"${place}/etc/apt/sources.list.d/hall.list"
    code=0
    inside hall-upgrade --channel stable >"${scratch}/words" 2>&1 || code=$?
    ((code == 4)) || complain "a channel that is not there: ${code}: $(cat "${scratch}/words")"
    inside hall-upgrade --channel canary >"${scratch}/words" 2>&1 || complain "hall-upgrade --channel: $(cat "${scratch}/words")"
    [[ $(version_of hall-kiosk) == "ii ${first}+good" ]] || complain "installed is $(version_of hall-kiosk)"
    kiosk_ready || complain "the screens are not up"
}

# The power goes while dpkg unpacks: the package is half installed, and --configure -a does not cure that.
case_cut() {
    local tries
    inside hall-upgrade --deb "/srv/debs/hall-sync_${first}+next.deb" "/srv/debs/hall-kiosk_${first}+next.deb" >/dev/null 2>&1 &
    for ((tries = 0; tries < 3000; tries++)); do
        if grep -qs -A 3 '^Package: hall-kiosk$' "${place}/var/lib/dpkg/status" && compgen -G "${place}/var/lib/dpkg/updates/*" >/dev/null &&
            compgen -G "${place}/usr/bin/hall-kiosk.dpkg-new" >/dev/null; then break; fi
        sleep 0.01
    done
    nspawn_cut "${state}"
    wait || true
    [[ $(result) == running* ]] || complain "nothing says that an upgrade was under way: $(result)"
    nspawn_start "${state}" "${place}" --private-network
    wait_for 60 nspawn_running "${state}" || complain "the system does not come up"
    before=$(version_of hall-kiosk)
    inside hall-doctor --only A2 >"${scratch}/words" 2>&1 && complain "hall-doctor finds nothing wrong with ${before}: $(cat "${scratch}/words")"
    inside hall-doctor --repair --only A2 >"${scratch}/words" 2>&1 || true
    [[ $(version_of hall-kiosk) == 'ii '* && $(version_of hall-sync) == 'ii '* && -z $(inside dpkg --audit) ]] ||
        complain "after the repair: $(version_of hall-kiosk), $(version_of hall-sync): $(cat "${scratch}/words")"
    wait_for 60 kiosk_ready || complain "the screens are not up: $(kiosk_log hall-kiosk)"
    printf '%s became %s without a network\n' "${before}" "$(version_of hall-kiosk)"
}

variant "${first}+good"
variant "${first}+next"
variant "${first}+mute" mute
at_exit nspawn_stop "${state}"
run_case 7a 'upgrade to a good version: marked good, the former kept' case_upgrade
if [[ -s ${state}/init.pid ]]; then
    run_case 7 'upgrade to a build that never gets READY: taken back once in 150 s' case_taken_back
    run_case 7b 'hall-rollback goes to the version before' case_rollback
    run_case 7c 'upgrade from a channel of the repository' case_channel
    run_case 5a 'power cut while dpkg unpacks: --repair cures it offline' case_cut
fi
cases_done
