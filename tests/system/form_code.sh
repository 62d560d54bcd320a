#!/usr/bin/env bash
# From an editor's file to a scanned code: publish, serve, sync, walk by touches from home to the take-away page, read
# the form's code off the screen with two readers, and fetch what it points to.
# Usage: form_code.sh PROGRAMS landscape|portrait
. "$(dirname -- "${BASH_SOURCE[0]}")/road.sh"

orientation=${2:?landscape or portrait}
item=HZ13
# The line on the tile, as its title may be a search word on the same screen.
topic=$(sed -nE 's/.*\{id: juzhuzheng,.* line: ([^,]+),.*/\1/p' "${root}/assets/demo-content/topics.yaml")
title=居住登记
form=f-hz-03.pdf
[[ -n ${topic} ]] || complain "the topic of ${item} was not found"
options=()
if [[ ${orientation} == portrait ]]; then options=(--portrait); fi
for tool in zbarimg ZXingReader; do
    command -v "${tool}" >/dev/null || skip "${tool} is not installed"
done
grep -q "^title: ${title}\$" "${root}/assets/demo-content/items/${item}.yaml" || complain "${item} is not ${title} any more"

start_road
publish
sync_once || complain "the release was not fetched: $(cat "${scratch}/sync.log")"

tour "${orientation}" "${options[@]}" <<TOUR
tap 触摸屏幕开始
shot home
tap ${topic}
shot topic
tap ${title}
expect ${title}
shot guide
tap 带走
expect 居住登记表
shot form-code
tap 办事指南
expect 把这份指南带走
shot guide-code
TOUR

# reads READER PICTURE PATTERN: the one address of that pattern that the reader sees in the picture.
reads() {
    local codes found
    codes=$(decoded_by "$1" "${scratch}/${orientation}/$2.png")
    found=$(grep -xE -- "$3" <<<"${codes}") || complain "$1 reads nothing like $3 in $2.png, but: ${codes:-nothing}"
    printf '%s\n' "${found}"
}

form_address="${url}/f/[a-km-np-z2-9]{6}"
address=$(reads zbar form-code "${form_address}")
[[ $(reads zxing form-code "${form_address}") == "${address}" ]] || complain "the two readers disagree about ${address}"
curl -sSf "${address}" -o "${scratch}/form.pdf" || complain "${address} cannot be fetched"
cmp "${scratch}/form.pdf" "${workspace}/forms/${form}" || complain "${address} is not ${form}"

guide=$(database "SELECT guide_url FROM item WHERE id = '${item}'")
for reader in zbar zxing; do
    [[ $(reads "${reader}" guide-code "${url}/g/.*") == "${guide}" ]] || complain "${reader} does not read ${guide}"
done
curl -sSf "${guide}" -o "${scratch}/guide.html" || complain "${guide} cannot be fetched"
grep -qF "${title}" "${scratch}/guide.html" || complain "the phone page does not name the item"

# Self-proof: the readers see nothing where no code is, and another form is not taken for this one.
codes=$(decoded_by zbar "${scratch}/${orientation}/home.png")
[[ -z ${codes} ]] || complain "self-proof: codes were read off the home screen: ${codes}"
must_refuse cmp "${scratch}/form.pdf" "${workspace}/forms/f-hz-01.pdf"
printf 'fine: %s\n' "${address}"
