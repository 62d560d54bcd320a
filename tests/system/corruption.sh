#!/usr/bin/env bash
# One byte changed anywhere in what kiosks fetch is refused, and the screen keeps the release it has.
. "$(dirname -- "${BASH_SOURCE[0]}")/road.sh"

start_road
publish
sync_once || complain "the first release was not fetched: $(cat "${scratch}/sync.log")"
old=$(generation)
old_digest=$(tree_digest "${cache}/current/")

# The second release differs in one fee, so it brings a new manifest and at least one new object.
python3 "${root}/tests/system/change_fee.py" "${workspace}" HZ07 739 >/dev/null
cp -R "${tree}" "${scratch}/first"
publish

# The bundle holds most of it once more: it has its own turn.
mv "${tree}/u" "${scratch}/u"

# new_files PATTERN…: what the second release added, below the tree.
new_files() {
    (cd -- "${tree}" && find "$@" -type f | sort) | while read -r path; do
        if ! cmp -s "${tree}/${path}" "${scratch}/first/${path}"; then printf '%s\n' "${path}"; fi
    done
}

# flip FILE WHERE: changes one bit of one byte; WHERE is a share of the length, 0 to 1.
flip() {
    python3 - "$1" "$2" <<'PYTHON'
import sys
with open(sys.argv[1], "r+b") as file:
    content = bytearray(file.read())
    place = min(int(len(content) * float(sys.argv[2])), len(content) - 1)
    content[place] ^= 0x04
    file.seek(0)
    file.write(content)
PYTHON
}

# attempt WORDS: after a fetch from the damaged tree nothing may have changed.
attempt() {
    local code=0
    sync_once || code=$?
    ((code != 0)) || complain "$1: hall-sync says all is well"
    [[ $(generation) == "${old}" ]] || complain "$1: the screen was switched to $(generation)"
    [[ $(tree_digest "${cache}/current/") == "${old_digest}" ]] || complain "$1: the shown release has changed"
    attempts=$((attempts + 1))
}

attempts=0
mkdir "${scratch}/whole"

# damage PATH…: flips each place in turn, in all the files at once: an object's two forms may stand for each other.
damage() {
    local place path
    for place in 0 0.37 0.81 1; do
        for path in "$@"; do
            cp -p "${tree}/${path}" "${scratch}/whole/kept-${path//\//-}"
            flip "${tree}/${path}" "${place}"
        done
        attempt "$1 at ${place}"
        for path in "$@"; do mv "${scratch}/whole/kept-${path//\//-}" "${tree}/${path}"; done
    done
}

for kind in timestamp snapshot targets; do
    mapfile -t changed < <(new_files meta | grep -E "(^|[/.])${kind}\.json$")
    ((${#changed[@]} == 1)) || complain "one new ${kind} was expected, not ${#changed[@]}"
    damage "${changed[@]}"
done
mapfile -t changed < <(new_files t | grep '\.stable\.')
((${#changed[@]} == 1)) || complain "one new manifest was expected, not ${#changed[@]}"
damage "${changed[@]}"
# Among the new objects the database is what kiosks fetch; copies of phone pages lie beside it.
mapfile -t changed < <(new_files o | grep -v '\.zst$' | while read -r path; do
    if [[ $(head -c 15 "${tree}/${path}" | tr -d '\0') == "SQLite format 3" ]]; then printf '%s\n' "${path}"; fi
done)
((${#changed[@]} == 1)) || complain "one new database was expected, not ${#changed[@]}"
forms=("${changed[0]}")
if [[ -f ${tree}/${changed[0]}.zst ]]; then forms+=("${changed[0]}.zst"); fi
# A patch leads to the same content, so it is a form of it as well.
mapfile -t patches < <(new_files p | grep -F -- "-${changed[0]##*/}.zst")
((${#patches[@]} == 1)) || complain "one patch of the database was expected, not ${#patches[@]}"
damage "${forms[@]}" "${patches[@]}"

# A new root that is not signed by the old one.
cp "${keys}/root.json" "${tree}/meta/2.root.json"
flip "${tree}/meta/2.root.json" 0.5
attempt "2.root.json"
rm "${tree}/meta/2.root.json"

# Files missing, and files of another kind in their place.
mv "${tree}/${changed[0]}" "${scratch}/whole/object"
mv "${tree}/p" "${scratch}/whole/p"
if [[ -f ${tree}/${changed[0]}.zst ]]; then mv "${tree}/${changed[0]}.zst" "${scratch}/whole/object.zst"; fi
attempt "missing object"
printf '<html>login</html>' >"${tree}/${changed[0]}"
attempt "a login page instead of an object"
mv "${scratch}/whole/object" "${tree}/${changed[0]}"
if [[ -f ${scratch}/whole/object.zst ]]; then mv "${scratch}/whole/object.zst" "${tree}/${changed[0]}.zst"; fi

mv "${scratch}/whole/p" "${tree}/p"

# The bundle alone: whatever is wrong with it, the single files stand in for it.
bundle=$(cd -- "${scratch}/u" && find . -name '2.stable.*' -printf '%f')
[[ -n ${bundle} ]] || complain "there is no bundle"
rm -rf "${scratch}/damaged-cache"
cp -R "${cache}" "${scratch}/damaged-cache"
for place in 0 0.3 0.6 1; do
    cp -R "${scratch}/u" "${tree}/u"
    flip "${tree}/u/${bundle}" "${place}"
    sync_once || complain "a bundle damaged at ${place} holds the release up: $(cat "${scratch}/sync.log")"
    shown=$(sha256sum "${cache}/current/release.db")
    [[ ${shown%% *} == "${changed[0]##*/}" ]] || complain "a bundle damaged at ${place} leads to a wrong release"
    rm -rf "${tree}/u" "${cache}"
    cp -R "${scratch}/damaged-cache" "${cache}"
done
[[ $(generation) == "${old}" ]] || complain "the cache was not put back"

# The compressed form alone: the plain one may stand in for it, but then what is shown must be right.
if [[ -f ${tree}/${changed[0]}.zst ]]; then
    cp -p "${tree}/${changed[0]}.zst" "${scratch}/whole/packed"
    flip "${tree}/${changed[0]}.zst" 0.5
    sync_once || true
    mv "${scratch}/whole/packed" "${tree}/${changed[0]}.zst"
    if [[ $(generation) == "${old}" ]]; then
        [[ $(tree_digest "${cache}/current/") == "${old_digest}" ]] || complain "a damaged .zst changed the shown release"
    else
        shown=$(sha256sum "${cache}/current/release.db")
        [[ ${shown%% *} == "${changed[0]##*/}" ]] || complain "a damaged .zst reached the screen"
    fi
fi

# What phones open is signed as well: the publisher's own check names an altered page.
page=$(cd -- "${tree}" && find w/g -type f | sort | head -n 1)
"${programs}/hall-publish" verify "${tree}" --root "${keys}/root.json" >"${scratch}/verify.log" 2>&1 ||
    complain "the whole tree is refused: $(cat "${scratch}/verify.log")"
cp -p "${tree}/${page}" "${scratch}/whole/page"
flip "${tree}/${page}" 0.5
if "${programs}/hall-publish" verify "${tree}" --root "${keys}/root.json" >"${scratch}/verify.log" 2>&1; then
    complain "an altered phone page is called whole"
fi
grep -qF -- "${page##*/}" "${scratch}/verify.log" || complain "the altered phone page is not named"
cp -p "${scratch}/whole/page" "${tree}/${page}"

cp -R "${scratch}/u" "${tree}/u"
"${programs}/hall-publish" verify "${tree}" --root "${keys}/root.json" >"${scratch}/verify.log" 2>&1 ||
    complain "the whole tree is refused: $(cat "${scratch}/verify.log")"
flip "${tree}/u/${bundle}" 0.5
if "${programs}/hall-publish" verify "${tree}" --root "${keys}/root.json" >"${scratch}/verify.log" 2>&1; then
    complain "an altered bundle is called whole"
fi
cp "${scratch}/u/${bundle}" "${tree}/u/${bundle}"
sync_once || complain "the whole tree was not fetched afterwards: $(cat "${scratch}/sync.log")"
[[ $(generation) != "${old}" ]] || complain "the new release was not taken up"
[[ $(tree_digest "${cache}/${old}/") == "${old_digest}" ]] || complain "the old release is not whole beside the new one"
printf 'fine: %d attempts refused\n' "${attempts}"
