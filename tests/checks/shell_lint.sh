#!/usr/bin/env bash
# Shell scripts satisfy shellcheck (every optional check, see .shellcheckrc) and shfmt.
. "$(dirname -- "${BASH_SOURCE[0]}")/tools.sh"

command -v shellcheck >/dev/null || skip "shellcheck is not installed"
command -v shfmt >/dev/null || skip "shfmt is not installed"

# Looks for .shellcheckrc upwards from each script.
lint() {
    shellcheck "$@"
}

layout() {
    shfmt -d -i 4 -ci "$@"
}

cp "${root}/.shellcheckrc" "${scratch}/.shellcheckrc"
# shellcheck disable=SC2016 # the sample is meant to be unexpanded
printf '#!/usr/bin/env bash\nrm -rf $1/*\n' >"${scratch}/bad.sh"
printf '#!/usr/bin/env bash\nif true; then\n  echo\nfi\n' >"${scratch}/ugly.sh"
must_refuse lint "${scratch}/bad.sh"
must_refuse layout "${scratch}/ugly.sh"

mapfile -t scripts < <(
    cd "${root}"
    grep -rlE --include='*.sh' --exclude-dir='build*' '' .ci deploy-scripts tests assets 2>/dev/null
    grep -rlE --exclude='*.sh' --exclude-dir='build*' -m1 '^#!.*(bash|/sh)$' .ci deploy-scripts tests 2>/dev/null
)
cd "${root}"
((${#scripts[@]} > 5)) || complain "only ${#scripts[@]} scripts were found"
lint "${scripts[@]}"
layout "${scripts[@]}"
printf 'fine: %d scripts\n' "${#scripts[@]}"
