#!/usr/bin/env bash
# From an editor's file to a scanned code: publish, serve, sync, walk by touches from home to the take-away page, read
# the form's code off the screen with two readers, and fetch what it points to.
# Usage: form_code.sh PROGRAMS landscape|portrait
. "$(dirname -- "${BASH_SOURCE[0]}")/road.sh"

orientation=${2:?landscape or portrait}
item=HZ13
topic=居住证
title=居住登记
form=f-hz-03.pdf
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
shot takeaway
TOUR

address=
for reader in zbar zxing; do
    codes=$(decoded_by "${reader}" "${scratch}/${orientation}/takeaway.png")
    found=$(grep -xE "${url}/f/[a-km-np-z2-9]{6}" <<<"${codes}") ||
        complain "${reader} reads no form address off the screen, but: ${codes:-nothing}"
    [[ -z ${address} || ${found} == "${address}" ]] || complain "the readers disagree: ${address}, ${found}"
    address=${found}
done
curl -sSf "${address}" -o "${scratch}/form.pdf" || complain "${address} cannot be fetched"
cmp "${scratch}/form.pdf" "${workspace}/forms/${form}" || complain "${address} is not ${form}"
guide=$(database "SELECT guide_url FROM item WHERE id = '${item}'")
codes=$(decoded_by zbar "${scratch}/${orientation}/takeaway.png")
grep -qxF "${guide}" <<<"${codes}" || complain "the guide's code is missing among: ${codes}"
curl -sSf "${guide}" -o "${scratch}/guide.html" || complain "${guide} cannot be fetched"
grep -qF "${title}" "${scratch}/guide.html" || complain "the phone page does not name the item"

# Self-proof: the readers see nothing where no code is.
codes=$(decoded_by zbar "${scratch}/${orientation}/home.png")
[[ ${codes} != *"${url}/f/"* ]] || complain "self-proof: a form code was read off the home screen"
printf 'fine: %s\n' "${address}"
