#!/usr/bin/env bash
# A county bureau's own halls, hours, hotlines and notices, from its key to the screen in its hall: the city delegates,
# the county signs, the city takes it in, the kiosk of that county shows both and another one shows the city alone.
# Usage: overlay.sh PROGRAMS [PICTURE-FOLDER]
. "$(dirname -- "${BASH_SOURCE[0]}")/road.sh"

county=${scratch}/county
county_keys=${scratch}/county-keys
number=0

# The county's folder as it is now, signed by its own key and taken in by the city.
county_publishes() {
    number=$((number + 1))
    run overlay-build "${programs}/hall-publish" overlay build "${county}" --name xinbin --keys "${county_keys}" \
        --out "${scratch}/bundle-${number}" --today "${rehearsal}"
    run overlay-accept "${programs}/hall-publish" overlay accept "${scratch}/bundle-${number}" --name xinbin \
        --repo "${tree}" --keys "${keys}"
}

# sync CACHE [OPTION…]
sync() {
    local into=$1
    shift
    "${programs}/hall-sync" --url "${url}" --cache "${into}" --root "${keys}/root.json" --run-dir "${scratch}/run" \
        --once "$@" >"${scratch}/sync.log" 2>&1 || complain "hall-sync: $(cat "${scratch}/sync.log")"
}

start_road
cp -R "${root}/tests/data/county" "${county}"
publish
run county-keys "${programs}/hall-publish" keys init "${county_keys}" --county xinbin
run delegate "${programs}/hall-publish" delegate xinbin --repo "${tree}" --keys "${keys}" \
    --public "${county_keys}/xinbin.pub.json"
county_publishes

sync "${cache}" --overlay xinbin
sync "${scratch}/city-cache"
[[ -s ${cache}/current/overlay/release.db ]] || complain "the county's facts did not come"
[[ ! -e ${scratch}/city-cache/current/overlay ]] || complain "a kiosk of the city has the county's facts"

# The county's hall, its notice, its hotline and the city's guide and fees on one screen.
tour touch --hall xinbin-dating <<TOUR
shot attract
tap 触摸屏幕开始
shot home
tap 居民身份证换领
expect 居民身份证换领
shot guide
tap 首页
tap 电话热线
expect 12345
tap 下一页
expect 024-55020000
shot hotlines
tap 首页
tap 通知公告
tap 新宾大厅周三下午停电
expect 大厅只办上午
shot notice
TOUR
tour portrait --hall xinbin-dating --portrait <<TOUR
tap 触摸屏幕开始
shot home
tap 通知公告
expect 新宾大厅周三下午停电
shot notices
TOUR
if "${programs}/hall-kiosk" --content "${scratch}/city-cache" --hall xinbin-dating --self-test \
    --now "${rehearsal}T10:00:00" >"${scratch}/no-hall.log" 2>&1; then
    complain "a release without the overlay has the county's hall"
fi
# In a hall the screens stay, and tell what is wrong.
mkdir -p "${scratch}/no-hall"
QT_QPA_PLATFORM=offscreen "${programs}/hall-kiosk" --content "${scratch}/city-cache" --hall xinbin-dating --run-dir "${scratch}/no-hall" \
    --windowed >"${scratch}/no-hall.log" 2>&1 &
kiosk=$!
at_exit stop_process "${kiosk}" hall-kiosk
wait_for 30 grep -qs '"hallKnown":false' "${scratch}/no-hall/status.json" || complain "nothing tells that the hall is unknown: $(<"${scratch}/no-hall.log")"
is_process "${kiosk}" hall-kiosk || complain "the screens ended for an unknown hall: $(<"${scratch}/no-hall.log")"
stop_process "${kiosk}" hall-kiosk
mkdir -p "${scratch}/lobby"
run lobby "${programs}/hall-kiosk" --content "${cache}" --role lobby --hall xinbin-dating --self-test \
    --panel-mm 1210x680 --lobby-pages hours,notices --now "${rehearsal}T10:00:00" --shots "${scratch}/lobby"

# The county changes one line: its kiosk follows, nothing of the city's is signed anew by hand.
sed -i 's/大厅只办上午/全天正常办理/' "${county}/notices/tingdian.md"
county_publishes
sync "${cache}" --overlay xinbin
tour changed --hall xinbin-dating <<TOUR
tap 触摸屏幕开始
tap 通知公告
tap 新宾大厅周三下午停电
expect 全天正常办理
TOUR

# The city takes the delegation back: the county's facts go, the city's stay.
run revoke "${programs}/hall-publish" delegate xinbin --repo "${tree}" --keys "${keys}" --revoke
sync "${cache}" --overlay xinbin
[[ ! -e ${cache}/current/overlay ]] || complain "the county's facts stay though the city took back its word"

if [[ -n ${2:-} ]]; then
    rm -rf "$2"
    mkdir -p "$2"
    cp -R "${scratch}/touch" "${scratch}/portrait" "${scratch}/lobby" "$2/"
fi
printf 'fine: %d releases of the county\n' "${number}"
