#!/usr/bin/env bash
# packaging.sh BUILD: what dpkg runs for our packages is plain sh without a fault that a reader of scripts can see, and
# does nothing where nothing is to be done.
. "$(dirname -- "${BASH_SOURCE[0]}")/../checks/tools.sh"

made=$1/deploy-scripts/packaging
[[ -d ${made}/kiosk ]] || complain "there are no maintainer scripts in ${made}"
command -v shellcheck >/dev/null || skip "shellcheck is not installed"

# Variables of the common part and functions that one script does not use are no fault.
lint() {
    shellcheck --norc --shell=sh --exclude=SC2034,SC2317 "$@"
}

# shellcheck disable=SC2016 # the sample is meant to be unexpanded
printf '#!/bin/sh\nrm -rf $1/*\n' >"${scratch}/bad"
must_refuse lint "${scratch}/bad"
count=0
for script in "${made}"/*/p*; do
    lint "${script}" || complain "${script} has faults"
    [[ -x ${script} ]] || complain "${script} cannot be run"
    if grep -n '@[a-z]*@' "${script}"; then complain "${script} was not filled in"; fi
    # Words of dpkg that ask nothing of us.
    sh "${script}" none || complain "${script} fails where nothing is to be done"
    count=$((count + 1))
done
((count == 9)) || complain "there are ${count} maintainer scripts, not 9"

# A machine that is still locked does not lose the command that unlocks it, unless somebody has said so, once.
removal() {
    sed "s|/var/lib/hall-provision|${scratch}/state|g" "${root}/deploy-scripts/packaging/$1.own" >"${scratch}/own"
    printf 'look_before_removal\n' >>"${scratch}/own"
    sh -e "${scratch}/own" >/dev/null 2>"${scratch}/words"
}
mkdir "${scratch}/state"
removal kiosk || complain "a machine that was never provisioned keeps its package: $(cat "${scratch}/words")"
printf '/etc/x\t0\t644\tnew\t-\tusers\n' >"${scratch}/state/manifest"
must_refuse removal kiosk
grep -q '先执行 hall-unprovision' "${scratch}/words" || complain "the refusal says: $(cat "${scratch}/words")"
removal sync || complain "hall-sync is kept as well: $(cat "${scratch}/words")"
touch "${scratch}/state/remove-anyway"
removal kiosk || complain "it refuses what was asked for twice: $(cat "${scratch}/words")"
must_refuse removal kiosk
grep -q '^    look_before_removal$' "${made}/kiosk/prerm" || complain "prerm does not look"
[[ $(grep -n 'look_before_removal$\|systemctl' "${made}/kiosk/prerm" | head -n 1) == *look_before_removal ]] || complain "prerm stops units before it looks"

# What a package brings as configuration is listed, or an upgrade would overwrite what a technician wrote.
for list in "${root}"/deploy-scripts/packaging/*.conffiles; do
    while IFS= read -r path; do
        grep -q "install(FILES ${path##*/} DESTINATION ${path%/*} " "${root}/deploy-scripts/packaging/CMakeLists.txt" ||
            complain "${path} is listed, but not installed"
    done <"${list}"
done
# The handbook, the playbooks and the alerts come with the packages, and nothing of a developer's own.
brought() {
    DESTDIR=${scratch}/$1 cmake -D CMAKE_INSTALL_COMPONENT="$1" -D CMAKE_INSTALL_PREFIX=/usr -P "${made}/cmake_install.cmake" >"${scratch}/words" 2>&1 ||
        complain "$1: $(cat "${scratch}/words")"
}
brought kiosk
brought publish
for name in kiosk/usr/share/doc/hall-kiosk/handbook.md publish/usr/share/doc/hall-publish/handbook.md publish/usr/share/doc/hall-publish/server.md publish/usr/lib/hall-publish/version \
    publish/usr/share/hall/ansible/{site.yml,ansible.cfg,inventory/example.yml,inventory/group_vars/all/vault.example.yml,roles/kiosk/tasks/main.yml} \
    publish/usr/share/hall/monitoring/{hall-alerts.yml,hall-board.json,prometheus-example.yml,rsyslog-server.conf.in}; do
    [[ -s ${scratch}/${name} ]] || complain "the packages lack ${name#*/}"
done
for name in reports vault.yml; do
    [[ -z $(find "${scratch}/publish" -name "${name}") ]] || complain "the package has a developer's own ${name}"
done
[[ $("${scratch}/publish/usr/sbin/hall-provision-server" --version) =~ ^hall-provision-server\ [0-9] ]] || complain "hall-provision-server has no version"
printf 'fine: %d scripts\n' "${count}"
