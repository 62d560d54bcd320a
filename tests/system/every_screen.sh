#!/usr/bin/env bash
# The self-test visits every screen of a role with the demo's content, in both orientations, without one QML warning.
# Usage: every_screen.sh PROGRAMS touch|lobby PICTURE-FOLDER
. "$(dirname -- "${BASH_SOURCE[0]}")/road.sh"

role=${2:?touch or lobby}
pictures=${3:?where the pictures stay, to be looked at}
declare -A least=([touch]=20 [lobby]=4)

run build "${programs}/hall-publish" build "${root}/assets/demo-content" --out "${scratch}/release" \
    --today "${rehearsal}" --public-url http://127.0.0.1:8089
rm -rf "${pictures}"
mkdir -p "${pictures}"
run self-test "${programs}/hall-kiosk" --content "${scratch}/release" --role "${role}" --self-test \
    --shots "${pictures}" --now "${rehearsal}T10:00:00"
warnings=$(grep -E 'qrc:/|TypeError|ReferenceError|[Bb]inding loop' "${scratch}/self-test.log" || true)
[[ -z ${warnings} ]] || complain "${warnings}"
for orientation in landscape portrait; do
    count=$(find "${pictures}" -name "*-${orientation}.png" -size +2k | wc -l)
    ((count >= least[${role}])) || complain "only ${count} ${orientation} pictures of the ${role} role"
done
printf 'fine: %d pictures in %s\n' "$(find "${pictures}" -name '*.png' | wc -l)" "${pictures}"
