#!/usr/bin/env bash
# A clerk changes one fee in the spreadsheet: the guide, the fee page and the phone page follow, and the old release
# still lies whole beside the new one.
. "$(dirname -- "${BASH_SOURCE[0]}")/road.sh"

item=HZ07
title=居民身份证换领
new=739

# see NAME AMOUNT OTHER: the screens show the one amount and not the other.
see() {
    tour "$1" <<TOUR
tap 触摸屏幕开始
tap ${title}
expect $2元
absent $3元
shot guide
tap 首页
tap 收费标准
expect $2元
shot fees
TOUR
    curl -sSf "${guide}" -o "${scratch}/$1.html" || complain "${guide} cannot be fetched"
    grep -qF "$2元" "${scratch}/$1.html" || complain "the phone page does not say $2元"
    if grep -qF "$3元" "${scratch}/$1.html"; then complain "the phone page still says $3元"; fi
}

start_road
publish
sync_once || complain "the first release was not fetched: $(cat "${scratch}/sync.log")"
first=$(generation)
first_digest=$(tree_digest "${cache}/${first}")
guide=$(database "SELECT guide_url FROM item WHERE id = '${item}'")
changed=$(python3 "${root}/tests/system/change_fee.py" "${workspace}" "${item}" "${new}")
old=${changed##*$'\t'}
[[ ${old} =~ ^[0-9]+$ ]] || complain "the fee of ${item} was no plain amount: ${changed}"
see before "${old}" "${new}"

publish
sync_once || complain "the second release was not fetched: $(cat "${scratch}/sync.log")"
[[ $(generation) != "${first}" ]] || complain "the new release is not shown"
see after "${new}" "${old}"

[[ $(tree_digest "${cache}/${first}") == "${first_digest}" ]] || complain "the old release is not whole any more"
[[ $(database "SELECT fee_text FROM item WHERE id = '${item}'" "${cache}/${first}") == *"${old}"* ]] ||
    complain "the old release lost its old fee"
[[ $(database "SELECT fee_text FROM item WHERE id = '${item}'") == *"${new}"* ]] || complain "the new release lacks the fee"
printf 'fine: %s, %s to %s\n' "${item}" "${old}" "${new}"
