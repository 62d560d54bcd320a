#!/usr/bin/env bash
# The publisher's day: keys rotated, signed daily without the offline keys, given to a share of the screens, taken back,
# one item taken down at once, and a stick for a hall without a line; a kiosk follows each step.
. "$(dirname -- "${BASH_SOURCE[0]}")/road.sh"

offline=${scratch}/offline
item=HZ07

# publisher COMMAND…: hall-publish on the tree, with the keys that lie on the machine and the offline ones.
publisher() {
    run publisher "${programs}/hall-publish" "$@" --repo "${tree}" --keys "${keys}" --offline-keys "${offline}"
}

# build [OPTION…]: a release of the workspace as it is now.
build() {
    publisher build "${workspace}" --public-url "${url}" "$@"
}

# follow WHAT: a kiosk takes what the server has.
follow() {
    sync_once || complain "$1: $(cat "${scratch}/sync.log")"
}

# shows RELEASE WHAT
shows() {
    [[ $(generation) == gen/$1-* ]] || complain "$2: $(generation) is shown, not release $1"
}

whole() {
    run verify "${programs}/hall-publish" verify "${tree}" --root "${keys}/root.json"
}

start_road
publish
follow "the first release"
shows 1 "the first release"
first=$(tree_digest "${cache}/current/")

# The root and targets keys leave the machine; what signs daily stays.
mkdir "${offline}"
mv "${keys}"/root-?.pem "${keys}/targets.pem" "${offline}/"
for role in timestamp snapshot targets; do
    publisher keys rotate "${role}"
    follow "the ${role} key was rotated"
done
root1=$("${programs}/hall-publish" keys list --keys "${keys}" --offline-keys "${offline}" | awk '/root-1/ { print $1 }')
publisher keys rotate root "${root1}" --to "${offline}"
publisher keys renew
follow "the root was rotated and renewed"
[[ -f ${tree}/meta/6.root.json ]] || complain "five new roots were expected"
mv "${keys}"/targets-*.pem "${offline}/"
run resign "${programs}/hall-publish" resign --repo "${tree}" --keys "${keys}"
follow "the daily signature"
code=0
"${programs}/hall-publish" build "${workspace}" --repo "${tree}" --keys "${keys}" --force >"${scratch}/nokeys.log" 2>&1 || code=$?
((code == 3)) || complain "a build without the targets key ended with ${code}"
whole

# A release for nobody yet, then for everybody.
python3 "${root}/tests/system/change_fee.py" "${workspace}" "${item}" 739 >/dev/null
build --rollout 0
if "${programs}/hall-sync" --help | grep -q -- '--app-version'; then
    sync_once || true
    shows 1 "a release for no screen"
fi
publisher rollout 100
follow "the release for all"
shows 2 "the release for all"

# Back to what was there before, byte for byte.
publisher rollback
follow "the return"
shows 3 "the return"
[[ $(tree_digest "${cache}/current/") == "${first}" ]] || complain "the return is not the first release"

# One item goes at once: from the guide, the search and the phone pages; a build does not bring it back.
guide=$(database "SELECT guide_url FROM item WHERE id = '${item}'")
curl -sSf "${guide}" -o "${scratch}/page.html" || complain "${guide} cannot be fetched"
publisher withdraw "${item}"
for step in 4 5; do
    follow "the take-down"
    shows "${step}" "the take-down"
    [[ $(database "SELECT count(*) FROM item WHERE id = '${item}'") == 0 ]] || complain "${item} is still there"
    [[ $(database "SELECT count(*) FROM search_term WHERE item = '${item}'") == 0 ]] || complain "${item} is still found"
    if curl -sf "${guide}" -o "${scratch}/page.html"; then complain "${guide} is still served"; fi
    if ((step == 4)); then build; fi
done
whole

# A stick brings the same release to a hall without a line.
run usb "${programs}/hall-publish" usb "${scratch}/stick" --repo "${tree}" --root "${keys}/root.json"
[[ ! -e ${scratch}/stick/w ]] || complain "phone pages lie on the stick"
if "${programs}/hall-sync" --help | grep -q -- '--from'; then
    "${programs}/hall-sync" --from "${scratch}/stick" --cache "${scratch}/offgrid" --root "${keys}/root.json" \
        --run-dir "${scratch}/run2" --once >"${scratch}/stick.log" 2>&1 || complain "the stick: $(cat "${scratch}/stick.log")"
    [[ $(tree_digest "${scratch}/offgrid/current/") == $(tree_digest "${cache}/current/") ]] ||
        complain "the stick brought another release"
fi

# Old releases go; who shows the present one is not touched.
run prune "${programs}/hall-publish" prune --repo "${tree}" --root "${keys}/root.json" --keep 1 --grace-hours 0
whole
follow "after pruning"
printf 'fine: %d releases, root version 6\n' 5
