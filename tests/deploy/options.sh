#!/usr/bin/env bash
# Every technicians' command explains itself, tells its version, and refuses what it does not know with a sentence in
# Chinese, before it does anything. Usage: options.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/../checks/tools.sh"

# answers CODE COMMAND…: the words are in scratch/out and scratch/err.
answers() {
    local wanted=$1 code=0
    shift
    "$@" >"${scratch}/out" 2>"${scratch}/err" </dev/null || code=$?
    ((code == wanted))
}

told() { cat "${scratch}/out" "${scratch}/err"; }

# common_options COMMAND: with copies of the sources, where there is no version, and as the package has it.
common_options() {
    local name=${1##*/} option
    answers 0 "$1" --help || return 1
    grep -q "^Usage: ${name}\b" "${scratch}/out" && [[ ! -s ${scratch}/err ]] || return 1
    for option in --help --version; do grep -qE -- "${option}\b" "${scratch}/out" || return 1; done
    answers 0 "$1" --version || return 1
    [[ $(<"${scratch}/out") == "${name} 1.2.3" && ! -s ${scratch}/err ]] || return 1
    answers 2 "$1" --nonsense || return 1
    [[ ! -s ${scratch}/out && $(wc -l <"${scratch}/err") -eq 1 ]] || return 1
    grep -qE "^${name}: 不认识「--nonsense」" "${scratch}/err" || return 1
}

# As installed: all of it in one folder, a link to each command in another.
mkdir -p "${scratch}/lib/hall" "${scratch}/sbin"
cp -R "${root}/deploy-scripts/"{lib,phases,checks} "${root}/deploy-scripts/"hall-* "${scratch}/lib/hall/"
printf '1.2.3\n' >"${scratch}/lib/hall/version"
count=0
for command in "${scratch}"/lib/hall/hall-*; do
    name=${command##*/}
    ln -s "../lib/hall/${name}" "${scratch}/sbin/${name}"
    common_options "${scratch}/sbin/${name}" || complain "${name} does not answer as it should: $(told)"
    # An option that is understood is explained, and the other way round.
    "${command}" --help >"${scratch}/help"
    while read -r option; do
        grep -qE -- "${option}\b" "${scratch}/help" || complain "${name} --help is silent about ${option}"
    done < <(sed -nE 's/^ +((--[a-z-]+( \| )?)+)\)( .*)?$/\1/p' "${command}" | grep -oE -- '--[a-z-]+' | grep -vx -- '--revert' | sort -u)
    count=$((count + 1))
done
((count >= 13)) || complain "there are only ${count} commands"
printf '#!/bin/sh\nexit 0\n' >"${scratch}/sbin/hall-mute"
chmod +x "${scratch}/sbin/hall-mute"
must_refuse common_options "${scratch}/sbin/hall-mute"
answers 0 "${root}/deploy-scripts/hall-doctor" --version || complain "without a version: $(told)"
grep -q source "${scratch}/out" || complain "the sources have a version: $(told)"

# --root and --json, where a command has them.
machine=${scratch}/machine
mkdir -p "${machine}/etc/hall" "${machine}/var/cache/hall/deb"
"${root}/deploy-scripts/hall-config" template lobby >"${machine}/etc/hall/hall.conf"
answers 0 "${root}/deploy-scripts/hall-config" --root "${machine}" get ROLE || complain "--root: $(told)"
[[ $(<"${scratch}/out") == lobby ]] || complain "--root: $(told)"
answers 2 "${root}/deploy-scripts/hall-config" --root "${scratch}/none" get ROLE || complain "a root that is not there: $(told)"
answers 2 "${root}/deploy-scripts/hall-config" --root || complain "--root without a folder: $(told)"
printf 'good 没有\n' >"${machine}/var/cache/hall/deb/result"
is_json() { answers "$@" && python3 -m json.tool "${scratch}/out" >/dev/null && [[ $(wc -l <"${scratch}/out") -eq 1 ]]; }
is_json 0 "${root}/deploy-scripts/hall-rollback" --list --json --root "${machine}" || complain "hall-rollback --json: $(told)"
grep -q '"result":"good 没有"' "${scratch}/out" || complain "the result is not told: $(told)"
is_json 0 "${root}/deploy-scripts/hall-maintenance" status --json || complain "hall-maintenance --json: $(told)"
is_json 0 "${root}/deploy-scripts/hall-unprovision" --check --json --root "${machine}" || complain "hall-unprovision --json: $(told)"
if [[ ${EUID} -eq 0 ]]; then
    is_json 4 "${root}/deploy-scripts/hall-upgrade" --json --deb "${scratch}/none.deb" || complain "hall-upgrade --json: $(told)"
    grep -q '^{"exit":4,' "${scratch}/out" || complain "the exit code is not told: $(told)"
fi
printf 'fine: %d commands\n' "${count}"
