#!/usr/bin/env bash
# tuf-js, which others wrote, reads every published tree and refuses the broken ones: a judge that shares no code with us.
. "$(dirname -- "${BASH_SOURCE[0]}")/road.sh"

modules=${2:?the folder to install tuf-js in}
version=3.1.0 # runs on the Node.js of Debian 12 and 13

for tool in node npm faketime; do
    command -v "${tool}" >/dev/null || skip "${tool} is not installed"
done
package=${modules}/node_modules/tuf-js/package.json
if ! grep -qsF "\"version\": \"${version}\"" "${package}"; then
    mkdir -p "${modules}"
    timeout 300 npm install --prefix "${modules}" --no-save --no-package-lock --no-audit --no-fund --ignore-scripts \
        "tuf-js@${version}" >"${scratch}/npm.log" 2>&1 9>&- ||
        skip "tuf-js ${version} cannot be installed here: $(tail -n 1 "${scratch}/npm.log")"
fi

days_later=0

judge() {
    NODE_PATH=${modules}/node_modules FAKETIME_DONT_FAKE_MONOTONIC=1 faketime -f "+${days_later}d" \
        node "${root}/tests/system/tuf_judge.cjs" "$@"
}

start_road
publish
mkdir "${scratch}/client"
cp "${keys}/root.json" "${scratch}/client/root.json"

# believes NAME: the judge with what it knows already.
believes() {
    judge read "${url}" "${scratch}/client" >"${scratch}/judge.log" 2>&1 || complain "$1: $(cat "${scratch}/judge.log")"
    read=$((read + $(grep -c '^target ' "${scratch}/judge.log")))
}

read=0
believes "the first release"
cp -R "${tree}" "${scratch}/first"
python3 "${root}/tests/system/change_fee.py" "${workspace}" HZ07 739 >/dev/null
publish
believes "the second release"
((read >= 2)) || complain "only ${read} targets were read"
cp -R "${tree}" "${scratch}/good"
cp -R "${scratch}/client" "${scratch}/knows"

restore() {
    find "${tree}" -mindepth 1 -delete
    cp -a "${scratch}/good/." "${tree}/"
    rm -rf "${scratch}/client"
    cp -R "${scratch}/knows" "${scratch}/client"
}

# refuses KIND WORDS: the judge must end, and say why with these words (an extended regular expression).
refuses() {
    local code=0
    judge read "${url}" "${scratch}/client" >"${scratch}/judge.log" 2>&1 || code=$?
    ((code == 1)) || complain "$1: the judge ended with ${code}: $(cat "${scratch}/judge.log")"
    grep -qE "^refused .*$2" "${scratch}/judge.log" ||
        complain "$1: refused for another reason: $(cat "${scratch}/judge.log")"
    refused=$((refused + 1))
}

# broken KIND WORDS: breaks the good tree in this way first.
broken() {
    judge break "$1" "${tree}" "${keys}" "${scratch}/first" || complain "the tree could not be broken: $1"
    refuses "$1" "$2"
    restore
}

refused=0
broken changed-timestamp 'timestamp was signed by 0/1'
broken flipped-snapshot 'snapshot metadata .*Expected hash'
broken flipped-targets 'load targets .*Expected hash'
broken foreign-signature 'timestamp was signed by 0/1'
broken old-timestamp 'New timestamp version .* is less than'
broken old-snapshot 'snapshot version .* is less than'
broken old-targets 'load targets .*Expected (length|hash)'
broken expired 'timestamp.* expired'
broken threshold 'timestamp was signed by 1/2'
broken unsigned-root 'root was signed by 1/2'
broken wrong-target-bytes 'Expected hash'
broken longer-target '(Max length|Expected length)'

# The good tree itself, left alone: five days later it still counts, nine days later it no longer does.
days_later=5
believes "the good tree after five days"
days_later=9
refuses "nine days later" 'timestamp.* expired'
printf 'fine: %d targets read, %d broken trees refused\n' "${read}" "${refused}"
