#!/usr/bin/env bash
# The two commands explain themselves, refuse what they do not know, and do nothing before that.
. "$(dirname -- "${BASH_SOURCE[0]}")/tools.sh"

# expect_code CODE COMMAND…
expect_code() {
    local code=0 wanted=$1
    shift
    "$@" >"${scratch}/out" 2>"${scratch}/err" </dev/null || code=$?
    ((code == wanted)) || complain "$* ended with ${code}, not ${wanted}: $(cat "${scratch}/out" "${scratch}/err")"
}

export HOME=${scratch}/home
unset XDG_STATE_HOME
mkdir "${HOME}"
for script in demo test; do
    command=${root}/deploy-scripts/${script}.sh
    expect_code 0 "${command}" --help
    grep -q '^Usage: deploy-scripts/' "${scratch}/out" || complain "${script}.sh --help shows no usage"
    mapfile -t options < <(grep -E '^ +--[a-z| -]+\)' "${command}" | grep -oE -- '--[a-z]+' | sort -u)
    ((${#options[@]} > 2)) || complain "the options of ${script}.sh were not found"
    for option in "${options[@]}"; do
        grep -q -- "${option}" "${scratch}/out" || complain "${script}.sh --help is silent about ${option}"
    done
    expect_code 2 "${command}" --nonsense
    grep -q -- '--nonsense' "${scratch}/err" || complain "${script}.sh does not name the unknown option"
    expect_code 2 "${command}" --build
done
expect_code 2 "${root}/deploy-scripts/demo.sh" --role clerk
expect_code 0 "${root}/deploy-scripts/demo.sh" --stop --state "${scratch}/state"
grep -q 'No demonstration' "${scratch}/out" || complain "--stop does not say that there was nothing to stop"
left=$(find "${HOME}" "${scratch}/state" -type f)
[[ -z ${left} ]] || complain "files were left by runs that did nothing: ${left}"

# Self-proof: the same eyes see a script that does not refuse.
printf '#!/bin/sh\nexit 0\n' >"${scratch}/bad.sh"
chmod +x "${scratch}/bad.sh"
must_refuse bash -c "[[ \$('${scratch}/bad.sh' --nonsense; echo \$?) == 2 ]]"
printf 'fine\n'
