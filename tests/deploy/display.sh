#!/usr/bin/env bash
# The display under a real compositor without a panel: sway takes the configuration of every orientation, the tools
# switch, read back, look and bind, and the pages really stand on the screen.
# Usage: display.sh PROGRAMS-FOLDER FACTORY-CONTENT
. "$(dirname -- "${BASH_SOURCE[0]}")/../checks/tools.sh"

programs=$1 content=$2
scripts=${root}/deploy-scripts
# shellcheck source=../../deploy-scripts/lib/display.sh
. "${scripts}/lib/display.sh"

# The table of words, also where there is no sway.
while read -r word transform; do
    [[ $(display_transform "${word}") == "${transform}" ]] || complain "${word} is not ${transform}"
    display_config HDMI-A-1 "${word}" 0eef:0001 >"${scratch}/${word}.conf"
    grep -qx "output \* transform ${transform}" "${scratch}/${word}.conf" || complain "${word}.conf turns otherwise"
    grep -qx 'input type:touch map_to_output HDMI-A-1' "${scratch}/${word}.conf" || complain "${word}.conf maps no touch"
    if [[ ${word} == portrait-* ]]; then shape=upright; else shape=landscape; fi
    grep -q "^output \* bg /run/hall-display/${shape}.png " "${scratch}/${word}.conf" || complain "${word}.conf has another picture"
    if grep -E '@|^ *(bindsym|bindcode|bindswitch|bar|exec|exec_always|set) ' "${scratch}/${word}.conf"; then
        complain "${word}.conf has what a kiosk must not have"
    fi
    grep -qx 'input type:keyboard xkb_options srvrkeys:none' "${scratch}/${word}.conf" || complain "keys would switch consoles"
done <<'TABLE'
landscape normal
portrait-left 270
portrait-right 90
inverted 180
TABLE
must_refuse bash -c ". '${scripts}/lib/display.sh'; display_config auto sideways auto"
must_refuse bash -c ". '${scripts}/lib/display.sh'; display_config 'a b' landscape auto"
must_refuse bash -c ". '${scripts}/lib/display.sh'; display_config auto landscape auto '/tmp/x y'"

# The tool and what says that it was obeyed, by programs that are told what to say.
mkdir "${scratch}/fake" "${scratch}/fakerun"
: >"${scratch}/cec0"
cat >"${scratch}/fake/swaymsg" <<'FAKE'
#!/bin/sh
case "$*" in
    *get_version*) printf '{"major":1,"minor":10}' ;;
    *get_outputs*)
        [ -s "${FAKE}/sway" ] || exit 1
        printf '[\n  {\n    "name": "DP-1",\n    "active": true,\n    "power": %s\n  }\n]\n' "$(cat "${FAKE}/sway")" ;;
    *power*on | *power*off)
        [ -s "${FAKE}/sway" ] || exit 1
        if [ ! -e "${FAKE}/stubborn" ]; then case "$*" in *on) echo true ;; *) echo false ;; esac >"${FAKE}/sway"; fi ;;
esac
FAKE
cat >"${scratch}/fake/cec-ctl" <<'FAKE'
#!/bin/sh
case "$*" in
    *--give-device-power-status*) if [ -s "${FAKE}/tv" ]; then printf '\tREPORT_POWER_STATUS (0x90):\n\t\tpwr-state: %s (0x01)\n' "$(cat "${FAKE}/tv")"; else exit 1; fi ;;
    *--standby* | *--image-view-on*) echo "$*" >>"${FAKE}/told" ;;
esac
FAKE
printf '#!/bin/sh\nexit 1\n' >"${scratch}/fake/ddcutil"
chmod +x "${scratch}/fake/"*

# screen CODE PATTERN WORD…: hall-screen ends and says so.
screen() {
    local wanted=$1 pattern=$2 code=0
    shift 2
    PATH=${scratch}/fake:${PATH} FAKE=${scratch}/fake HALL_DISPLAY=${scratch}/fakerun HALL_CEC=${scratch}/cec HALL_CONF=${scratch}/hours.conf \
        "${scripts}/hall-screen" "$@" >"${scratch}/words" 2>&1 || code=$?
    ((code == wanted)) || complain "hall-screen $* ended with ${code}, not ${wanted}: $(cat "${scratch}/words")"
    [[ $(cat "${scratch}/words") =~ ${pattern} ]] || complain "hall-screen $* says: $(cat "${scratch}/words")"
}

"${scripts}/hall-config" template touch >"${scratch}/hours.conf"
printf 'true\n' >"${scratch}/fake/sway"
printf 'standby\n' >"${scratch}/fake/tv"
screen 0 '^屏幕已关闭；已确认：显示端 CEC$' off
printf 'on\n' >"${scratch}/fake/tv"
screen 0 '^屏幕已关闭；已确认：显示端；已发出，未能确认：CEC$' off
: >"${scratch}/fake/tv"
screen 0 '^屏幕已打开；已确认：显示端；已发出，未能确认：CEC$' on
# The set alone is no picture: sway's own state counts.
: >"${scratch}/fake/stubborn"
screen 1 '显示端读回的状态不对；已发出，未能确认：CEC$' off
printf 'to-standby\n' >"${scratch}/fake/tv"
screen 1 '显示端读回的状态不对；已确认：CEC$' off
: >"${scratch}/fake/sway"
screen 4 '显示端没有应答' off
rm "${scratch}/fake/stubborn" "${scratch}/cec0"
# shellcheck disable=SC2016 # for the shell inside
printf '#!/bin/sh\ncase "$1" in getvcp) cat "${FAKE}/ddc" ;; esac\n' >"${scratch}/fake/ddcutil"
printf 'true\n' >"${scratch}/fake/sway"
printf 'VCP D6 SNC x04\n' >"${scratch}/fake/ddc"
screen 0 '^屏幕已关闭；已确认：显示端 DDC$' off
screen 0 '^屏幕已打开；已确认：显示端；已发出，未能确认：DDC$' on

# The hours say what is wanted where nobody has said it. Noon and midnight by the zone: 07:50 to 17:30 are the hours.
sed -i -E 's/^#(SCREEN_(ON|OFF))=/\1=/' "${scratch}/hours.conf"
hour=$(date -u +%-H)
noon=XXX$((hour - 12)) night=XXX$((hour < 21 ? hour - 2 : hour - 22))
rm "${scratch}/fakerun/power"
TZ=${noon} screen 0 '^on$' wanted
TZ=${night} screen 0 '^off$' wanted
[[ ! -e ${scratch}/fakerun/power ]] || complain "to be asked leaves something behind"
TZ=${night} screen 0 '已打开' on
TZ=${night} screen 0 '^on$' wanted
TZ=${night} screen 0 '已打开' apply
TZ=${night} screen 0 '已关闭' hours
[[ $(cat "${scratch}/fakerun/power") == off ]] || complain "what the hours say is not kept"
TZ=${noon} screen 0 '已关闭' apply
TZ=${noon} screen 0 '已打开' hours
rm "${scratch}/fakerun/power"
# A clock behind the file is wrong, and a lit screen the lesser evil; so it is with a file that is not right.
touch -d 'now + 1 day' "${scratch}/hours.conf"
TZ=${night} screen 0 '^on$' wanted
touch "${scratch}/hours.conf"
sed -i 's/^HALL=.*/HALL=/' "${scratch}/hours.conf"
TZ=${night} screen 0 '^on$' wanted
sed -i 's/^HALL=.*/HALL=a/; /^SCREEN_/d' "${scratch}/hours.conf"
TZ=${night} screen 0 '^on$' wanted
screen 2 '不写别的' hours now

# taken FILE: the words that hall-provision makes of this hall.conf are ones that hall-kiosk takes. Whatever else it is to
# do, it reads all its options first.
taken() {
    local -a options
    bash -c '. "$1/lib/hallconf.sh"; . "$1/phases/display.sh"; hallconf_read "$2"; kiosk_words' words "${scripts}" "$1" >"${scratch}/kiosk.env" || return 1
    read -ra options < <(sed -n 's/^HALL_KIOSK_OPTIONS=//p' "${scratch}/kiosk.env")
    ((${#options[@]} > 0)) && "${programs}/hall-kiosk" "${options[@]}" --hash-pin <<<12345678 >"${scratch}/words" 2>&1
}

if [[ -x ${programs}/hall-kiosk ]]; then
    for role in touch lobby; do
        "${scripts}/hall-config" template "${role}" >"${scratch}/sample"
        sed -E 's/^#([A-Z_]+=)/\1/' "${scratch}/sample" >"${scratch}/filled"
        for word in landscape portrait-left; do
            for file in sample filled; do
                { grep -v '^ORIENTATION=' "${scratch}/${file}" && printf 'ORIENTATION=%s\n' "${word}"; } >"${scratch}/hall.conf"
                taken "${scratch}/hall.conf" ||
                    complain "hall-kiosk does not take the ${file} for ${role}, ${word}: $(cat "${scratch}/words" "${scratch}/kiosk.env")"
            done
        done
    done
    grep -q -- '--panel-mm 336x597' "${scratch}/kiosk.env" || complain "the panel is not turned: $(cat "${scratch}/kiosk.env")"
    printf '#!/bin/sh\nexec "%s/hall-kiosk" "$@" --panel-mm x\n' "${programs}" >"${scratch}/hall-kiosk"
    chmod +x "${scratch}/hall-kiosk"
    programs=${scratch} must_refuse taken "${scratch}/hall.conf"
fi

for tool in sway swaymsg grim setpriv; do
    command -v "${tool}" >/dev/null || skip "${tool} is not installed"
done
# sway does not run as root.
as=()
if [[ ${EUID} -eq 0 ]]; then as=(setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs); fi

run=${scratch}/run
mkdir "${run}" "${run}/kiosk"
export XDG_RUNTIME_DIR=${run} SWAYSOCK=${run}/sway.sock HALL_DISPLAY=${run} HALL_TOUCH_DIR=${scratch}/touch.d
export HALL_SWAY_CONF=${scratch}/sway.conf WLR_BACKENDS=headless WLR_RENDERER=pixman WLR_LIBINPUT_NO_DEVICES=1
unset WAYLAND_DISPLAY DISPLAY
if [[ ${EUID} -eq 0 ]]; then
    export HALL_DISPLAY_USER=65534
    chown -R 65534:65534 "${run}"
    chmod 0755 "${scratch}"
fi
chmod 0700 "${run}"
ready=${scripts}/display/hall-display-ready
if ! "${as[@]}" test -x "${ready}" -a -r "${content}"; then
    # A source folder that is root's alone.
    mkdir "${scratch}/programs"
    for name in hall-kiosk hall-fallback; do
        if [[ -x ${programs}/${name} ]]; then cp "${programs}/${name}" "${scratch}/programs/"; fi
    done
    cp -R "${ready}" "${scripts}/hall-screen" "${scripts}/lib" "${scratch}/programs/"
    if [[ -d ${content} ]]; then cp -R "${content}" "${scratch}/content"; fi
    programs=${scratch}/programs content=${scratch}/content ready=${scratch}/programs/hall-display-ready
    chmod -R a+rX "${scratch}/programs" "${scratch}/content" 2>/dev/null || true
fi

accepted() {
    "${as[@]}" sway -C -c "$1" >"${scratch}/words" 2>&1
}

# The unit makes the pictures before it starts sway, and later ones than that of Debian 12 want them to be there.
: >"${scratch}/picture.png"
for word in landscape portrait-left portrait-right inverted; do
    sed -i "s|^output \\* bg [^ ]*|output * bg ${scratch}/picture.png|" "${scratch}/${word}.conf"
    accepted "${scratch}/${word}.conf" || complain "sway does not take ${word}.conf: $(cat "${scratch}/words")"
done
printf 'transform sideways\n' >"${scratch}/bad.conf"
must_refuse accepted "${scratch}/bad.conf"

# begin ORIENTATION: a compositor, and what its unit does after it.
begin() {
    display_config auto "$1" auto "${scratch}/picture.png" >"${scratch}/sway.conf"
    rm -f "${run}/sway.sock"
    "${as[@]}" sway -c "${scratch}/sway.conf" >"${scratch}/sway.log" 2>&1 &
    sway=$!
    "${as[@]}" "${ready}" || complain "the compositor gives no socket: $(cat "${scratch}/sway.log")"
    [[ $(stat -c %a "${run}/wayland-1") == 770 ]] || complain "the socket is $(stat -c %a "${run}/wayland-1")"
    "${scripts}/display/hall-wait-output" >/dev/null
}

end() {
    kill "${sway}"
    wait "${sway}" 2>/dev/null || true
}

# picture NAME WIDTHxHEIGHT: what stands on the screen before long, not of one colour.
picture() {
    wait_for 15 looks_like "$1" "$2" || complain "the picture of $1 is not as it should be: $(cat "${scratch}/look")"
}

looks_like() {
    "${scripts}/hall-screenshot" --out "${scratch}/$1.png" --anyway >"${scratch}/look" 2>&1 || return 1
    python3 - "${scratch}/$1.png" "$2" >"${scratch}/look" 2>&1 <<'CODE'
import struct, sys, zlib
data = open(sys.argv[1], "rb").read()
width, height = struct.unpack(">II", data[16:24])
assert f"{width}x{height}" == sys.argv[2], (width, height)
at, packed = 8, b""
while at < len(data):
    length, kind = struct.unpack(">I4s", data[at:at + 8])
    packed += data[at + 8:at + 8 + length] if kind == b"IDAT" else b""
    at += 12 + length
pixels = zlib.decompress(packed)
assert len(set(pixels)) > 40, "one colour"
CODE
}

must_refuse "${scripts}/hall-screen" status
# Started at night, it is wanted off; what somebody has asked for holds over a restart of the compositor.
export HALL_CONF=${scratch}/hours.conf
"${scripts}/hall-config" template touch | sed -E 's/^#(SCREEN_(ON|OFF))=/\1=/' >"${HALL_CONF}"
for word in off on; do
    TZ=${night} begin landscape
    [[ $(cat "${run}/power") == "${word}" && $(stat -c %a "${run}/power") == 644 ]] || complain "wanted at night is $(cat "${run}/power"), not ${word}"
    end
    printf 'on\n' >"${run}/power"
done
rm "${run}/power"
TZ=${noon} begin portrait-left
[[ $(cat "${run}/power") == on ]] || complain "wanted at noon is $(cat "${run}/power")"
sway_pid=${sway}
status=$("${scripts}/hall-screen" status)
[[ ${status} == *"现在 on，应为 on，方向 270，720x1280"* ]] || complain "the status is: ${status}"
"${scripts}/hall-screen" status --json | python3 -m json.tool >/dev/null || complain "status --json is no JSON"

# sway of Debian 12 cannot switch an output without a panel: the tool must notice. Later ones can: it must be off.
code=0
"${scripts}/hall-screen" off >"${scratch}/words" 2>&1 || code=$?
[[ $(cat "${run}/power") == off ]] || complain "the wanted state is not kept"
power=$(display_outputs | awk '{ print $2 }')
if [[ ${power} == on && ${code} -ne 1 ]]; then complain "the screen is on, but off ended with ${code}"; fi
if [[ ${power} == off && ${code} -ne 0 ]]; then complain "the screen is off, but: $(cat "${scratch}/words")"; fi
printf 'off: the output is %s, exit code %d\n' "${power}" "${code}"
"${scripts}/hall-screen" on >/dev/null || complain "the screen does not come back"
[[ $(cat "${run}/power") == on ]] || complain "on is not kept"

code=0
"${scripts}/hall-touch" list >"${scratch}/words" 2>&1 || code=$?
[[ ${code} -eq 1 && $(cat "${scratch}/words") == *没有触摸设备 ]] || complain "list says: $(cat "${scratch}/words")"
must_refuse "${scripts}/hall-touch" bind NONE-1 0eef:0001
must_refuse "${scripts}/hall-touch" bind HEADLESS-1 0eef:0001
must_refuse "${scripts}/hall-touch" bind HEADLESS-1
must_refuse "${scripts}/hall-screenshot" --out

export QT_QPA_PLATFORM=wayland WAYLAND_DISPLAY=${run}/wayland-1 QT_WAYLAND_DISABLE_WINDOWDECORATION=1 QT_QUICK_BACKEND=software
if [[ -x ${programs}/hall-fallback ]]; then
    "${as[@]}" "${programs}/hall-fallback" >"${scratch}/words" 2>&1 &
    page=$!
    picture fallback 720x1280
    kill "${page}"
    wait "${page}" 2>/dev/null || true
fi
if [[ -x ${programs}/hall-kiosk && -d ${content} ]]; then
    "${as[@]}" "${programs}/hall-kiosk" --content "${content}" --run-dir "${run}/kiosk" --power "${run}/power" \
        >"${scratch}/words" 2>&1 &
    page=$!
    wait_for 20 grep -qs '"ready":true' "${run}/kiosk/status.json" || complain "hall-kiosk is not ready: $(cat "${scratch}/words")"
    picture kiosk 720x1280
    # Its compositor dies: it ends by itself, so that it is started again.
    kill -KILL "${sway_pid}"
    wait "${sway_pid}" 2>/dev/null || true
    code=0
    wait "${page}" || code=$?
    ((code != 0)) || complain "hall-kiosk does not notice that its compositor is gone"
    must_refuse "${scripts}/display/hall-wait-output" --once
    begin inverted
    status=$("${scripts}/hall-screen" status)
    [[ ${status} == *"方向 180，1280x720"* ]] || complain "the status is: ${status}"
fi
end
printf 'fine\n'
