#!/usr/bin/env bash
# The list of USB devices that is learnt holds hubs and the touch panel, each at its port, and never what stores or types,
# whatever it calls itself; USBGuard accepts every rule of it.
. "$(dirname -- "${BASH_SOURCE[0]}")/../checks/tools.sh"
# shellcheck source=../../deploy-scripts/lib/usbrules.sh
. "${root}/deploy-scripts/lib/usbrules.sh"

# Devices as USBGuard writes them on a kiosk with its panel, a keyboard, a stick, and things that pretend.
hub='allow id 1d6b:0002 serial "0000:00:14.0" name "xHCI Host Controller" hash "jEP/6WzviqdJ5VSeTUY8PatCNBKeaREvo2OqdplND/o=" parent-hash "rV9bfLq7c2eA4tYjVjwO4bxhm+y6GgZpl9J60L0fBkY=" with-interface 09:00:00 with-connect-type ""'
inner='allow id 05e3:0610 serial "" name "USB2.1 Hub" hash "3OMRnqiSRRPF2+ke2sXLnCyi3AzXrjf4XqExrPHVAYA=" parent-hash "jEP/6WzviqdJ5VSeTUY8PatCNBKeaREvo2OqdplND/o=" via-port "1-1" with-interface { 09:00:01 09:00:02 } with-connect-type "hotplug"'
panel='allow id 0eef:0001 serial "" name "eGalax \"Touch\" id 1:1" hash "WPv8kFQ3jvqYGSdxGyWZ3kcX7qQh4VQIkfJbEvYvUyM=" parent-hash "3OMRnqiSRRPF2+ke2sXLnCyi3AzXrjf4XqExrPHVAYA=" via-port "1-1.2" with-interface { 03:00:00 03:01:01 } with-connect-type "hotplug"'
plain='allow id 222a:0001 serial "" name "ILITEK" hash "kPv8kFQ3jvqYGSdxGyWZ3kcX7qQh4VQIkfJbEvYvUyM=" parent-hash "3OMRnqiSRRPF2+ke2sXLnCyi3AzXrjf4XqExrPHVAYA=" via-port "1-1.3" with-interface 03:00:00 with-connect-type "hotplug"'
keyboard='allow id 046d:c31c serial "" name "USB Keyboard" hash "9EAYS8PXb4nBgjhG9T8SDp0C1jCSvb1YhJoQGmYjo1Y=" parent-hash "jEP/6WzviqdJ5VSeTUY8PatCNBKeaREvo2OqdplND/o=" via-port "1-4" with-interface { 03:01:01 03:00:00 } with-connect-type "hotplug"'
stick='allow id 0781:5567 serial "4C53" name "Touch 0eef:0001" hash "XPv8kFQ3jvqYGSdxGyWZ3kcX7qQh4VQIkfJbEvYvUyM=" parent-hash "jEP/6WzviqdJ5VSeTUY8PatCNBKeaREvo2OqdplND/o=" via-port "1-5" with-interface 08:06:50 with-connect-type "hotplug"'
mixed='allow id 0eef:0001 serial "" name "Panel with a disk" hash "YPv8kFQ3jvqYGSdxGyWZ3kcX7qQh4VQIkfJbEvYvUyM=" parent-hash "jEP/6WzviqdJ5VSeTUY8PatCNBKeaREvo2OqdplND/o=" via-port "1-6" with-interface { 03:00:00 08:06:50 } with-connect-type "hotplug"'
net='allow id 0bda:8153 serial "" name "LAN" hash "ZPv8kFQ3jvqYGSdxGyWZ3kcX7qQh4VQIkfJbEvYvUyM=" parent-hash "jEP/6WzviqdJ5VSeTUY8PatCNBKeaREvo2OqdplND/o=" via-port "1-7" with-interface { ff:ff:00 02:06:00 } with-connect-type "hotplug"'
printf '%s\n' "${hub}" "${inner}" "${panel}" "${plain}" "${keyboard}" "${stick}" "${mixed}" "${net}" 'block id 1:1' >"${scratch}/devices"

# learnt TOUCH RULE…: exactly these rules are kept.
learnt() {
    local wanted=$1
    shift
    printf '%s\n' "$@" >"${scratch}/wanted"
    keep_rules "${wanted}" <"${scratch}/devices" >"${scratch}/kept"
    diff "${scratch}/wanted" "${scratch}/kept" || complain "with TOUCH=${wanted} other rules are kept"
}

learnt 0eef:0001 "${hub}" "${inner}" "${panel}"
# Without a name for it, a panel that also types is not told from a keyboard; one that does not is taken.
learnt auto "${hub}" "${inner}" "${plain}"
learnt none "${hub}" "${inner}"
[[ $(kind_of "7: block ${keyboard#allow }" none) == keyboard ]] || complain "a keyboard is not seen"
[[ $(kind_of "8: block ${stick#allow }" none) == storage && $(kind_of "${mixed}" 0eef:0001) == storage ]] || complain "what stores is not seen"
[[ $(name_of_device "${panel}") == 'eGalax \"Touch\" id 1:1' ]] || complain "the name is read as $(name_of_device "${panel}")"

for command in hall-usb hall-maintenance; do
    "${root}/deploy-scripts/${command}" --help | grep -q "^Usage: ${command}" || complain "${command} has no help"
    for words in '' nonsense 'allow-once' 'allow-once soon' 'begin --minutes 0' 'begin --minutes soon' 'end now'; do
        code=0
        # shellcheck disable=SC2086 # words are words
        "${root}/deploy-scripts/${command}" ${words} >"${scratch}/words" 2>&1 || code=$?
        ((code == 2)) || complain "${command} ${words} ended with ${code}: $(cat "${scratch}/words")"
    done
done

# Which touch panels the machine has, as udev tells it: by USB, built in, and what is none.
udev=$'P: /devices/a/input/input7\nE: ID_INPUT_TOUCHSCREEN=1\nE: ID_BUS=usb\nE: ID_VENDOR_ID=1111\nE: ID_MODEL_ID=2222\n
P: /devices/a/input/input7/event7\nN: input/event7\nE: ID_INPUT_TOUCHSCREEN=1\nE: ID_BUS=usb\nE: ID_VENDOR_ID=0eef\nE: ID_MODEL_ID=0001\n
P: /devices/b/input/input8/event8\nN: input/event8\nE: ID_INPUT_KEYBOARD=1\nE: ID_BUS=usb\nE: ID_VENDOR_ID=046d\nE: ID_MODEL_ID=c31c'
[[ $(panels_of <<<"${udev}") == 0eef:0001 ]] || complain "the panels: $(panels_of <<<"${udev}")"
[[ $(panels_of <<<$'P: /devices/c\nN: input/event1\nE: ID_INPUT_TOUCHSCREEN=1\nE: ID_BUS=i2c') == builtin ]] || complain "a built-in panel is not seen"

# The whole way of a list, with an /etc and a USBGuard of our own: refused, put in force, taken back, un-provisioned.
printf '%s\n' "${udev}" >"${scratch}/udev"
mouse='allow id 046d:c077 serial "" name "Mouse" hash "APv8kFQ3jvqYGSdxGyWZ3kcX7qQh4VQIkfJbEvYvUyM=" parent-hash "jEP/6WzviqdJ5VSeTUY8PatCNBKeaREvo2OqdplND/o=" via-port "1-8" with-interface 03:01:02 with-connect-type "hotplug"'
printf '%s\n' "${hub}" "${keyboard}" "${stick}" "${mouse}" >"${scratch}/plugged"
printf '%s\n' "${panel}" >"${scratch}/panel"
"${root}/deploy-scripts/hall-config" template touch | sed -E 's/^#?TOUCH=.*/TOUCH=auto/' >"${scratch}/hall.conf"
mkdir "${scratch}/programs"
cat >"${scratch}/programs/usbguard" <<'SCRIPT'
#!/bin/bash
case "$*" in
    generate-policy*) [[ ! -e ${scratch}/dumb ]] && cat "${scratch}/plugged" ;;
    'list-devices --blocked') sed 's/^allow/7: block/' "${scratch}/blocked" ;;
    get-parameter*) echo block ;;
esac
SCRIPT
# shellcheck disable=SC2016 # a script of its own
printf '#!/bin/sh\n[ "$1" != info ] || cat "%s/udev"\n' "${scratch}" >"${scratch}/programs/udevadm"
cat >"${scratch}/programs/systemctl" <<'SCRIPT'
#!/bin/sh
case " $* " in
    *' is-enabled '*) [ -e "${scratch}/on" ] && echo enabled ;;
    *' enable '*) : >"${scratch}/on" ;;
    *' disable '*) rm -f "${scratch}/on" ;;
esac
SCRIPT
chmod +x "${scratch}/programs/"*
: >"${scratch}/blocked"
cat >"${scratch}/way" <<'SCRIPT'
set -euo pipefail
mkdir -p "${scratch}/etc/usbguard/rules.d" "${scratch}/etc/hall" "${scratch}/etc/systemd/system" "${scratch}/lib"
printf '[Service]\nExecStart=/bin/true\n' >"${scratch}/etc/systemd/system/usbguard.service"
cp -a /etc/alternatives /etc/ld.so.cache /etc/passwd /etc/group /etc/os-release "${scratch}/etc/"
mount --bind "${scratch}/etc" /etc
mount --bind "${scratch}/lib" /var/lib
cp "${scratch}/hall.conf" /etc/hall/hall.conf
: >"${scratch}/on" # as Debian's package does
cp "${scratch}/plugged" /etc/usbguard/rules.conf # as Debian's package does
chmod 0600 /etc/usbguard/rules.conf
export PATH=${scratch}/programs:${PATH}
usb=${root}/deploy-scripts/hall-usb
wrong() { printf '%s: %s\n' "$1" "$(cat "${scratch}/words")"; exit 1; }
# does CODE PATTERN WORD…
does() {
    local wanted=$1 pattern=$2 code=0
    shift 2
    "$@" >"${scratch}/words" 2>&1 </dev/null || code=$?
    [[ ${code} -eq ${wanted} && $(<"${scratch}/words") =~ ${pattern} ]] || wrong "$* ended with ${code}"
}
untouched() { cmp -s /etc/usbguard/rules.conf "${scratch}/plugged" && [[ -z $(ls /etc/usbguard/rules.d) ]] || wrong "not as before"; }

touch "${scratch}/dumb"
does 1 列不出设备 "${usb}" learn
rm "${scratch}/dumb"
[[ $(ls /etc/hall) == hall.conf ]] || wrong "a failed learn leaves $(ls /etc/hall)"
does 0 hall-usb "${usb}" learn
does 4 '没有触摸屏 0eef:0001' "${usb}" apply
cp "${scratch}/udev" "${scratch}/udev.full"
: >"${scratch}/udev" # the panel is blocked: a hub and a mouse are no panel
does 4 '没有触摸屏，启用后' "${usb}" apply
untouched
sed -i 's/^TOUCH=auto/TOUCH=0eef:0001/' /etc/hall/hall.conf
does 0 '' "${usb}" learn
does 4 '没有触摸屏 0eef:0001' "${usb}" apply
cat "${scratch}/panel" >>"${scratch}/plugged"
cp "${scratch}/plugged" /etc/usbguard/rules.conf
does 0 '放进名单  0eef:0001' "${usb}" learn
cp "${scratch}/panel" "${scratch}/blocked"
does 1 '0eef:0001 被挡住了，已改回' "${usb}" apply
untouched
: >"${scratch}/blocked"
does 0 名单已启用 "${usb}" apply
cmp -s /etc/hall/usb.rules /etc/usbguard/rules.d/60-hall.conf || wrong "the list is not in force"
if grep -v '^#' /etc/usbguard/rules.conf; then wrong "what was plugged in at the installation is still let in"; fi
[[ $(stat -c %a /etc/usbguard/rules.conf) == 600 ]] || wrong "others may read the rules"
[[ -e ${scratch}/on ]] || wrong "usbguard is not switched on"
# hall-provision finds its own and changes nothing; without a list in force it says what is to be done.
does 0 '' "${root}/deploy-scripts/hall-provision" --phase usb
does 0 '共改动 0 处' "${root}/deploy-scripts/hall-provision" --phase usb
does 0 名单已启用 "${usb}" apply
does 0 '共改动 0 处' "${root}/deploy-scripts/hall-provision" --phase usb --check
printf 'kept\n' >/etc/hall/identity
does 4 '只有 root 能读' setpriv --reuid=65534 --regid=65534 --clear-groups "${root}/deploy-scripts/hall-unprovision" --check
does 3 '60-hall.conf.*usb.rules' "${root}/deploy-scripts/hall-unprovision" --check
does 0 已还原 "${root}/deploy-scripts/hall-unprovision" --yes
untouched
[[ $(ls /etc/hall) == hall.conf ]] || wrong "un-provisioning leaves $(ls /etc/hall)"
[[ ! -e ${scratch}/on ]] || wrong "usbguard still shuts out keyboards"
does 0 'hall-usb learn，再执行 hall-usb apply' "${root}/deploy-scripts/hall-provision" --phase usb
SCRIPT
if [[ ${EUID} -eq 0 ]] && unshare --mount true 2>/dev/null; then
    unshare --mount --propagation private bash "${scratch}/way" >"${scratch}/why" 2>&1 || complain "the way of a list: $(cat "${scratch}/why")"
else
    printf 'not as root: the way of a list was not tried\n'
fi

# hall-touch says in one sentence what is missing: its tool, the compositor, a touch.
# touches CODE PATTERN ARGUMENT…
touches() {
    local wanted=$1 pattern=$2 code=0
    shift 2
    env PATH="${tools}" HALL_DISPLAY="${scratch}/none" "${root}/deploy-scripts/hall-touch" "$@" >/dev/null 2>"${scratch}/words" || code=$?
    [[ ${code} -eq ${wanted} && $(<"${scratch}/words") == hall-touch:*${pattern}* && $(wc -l <"${scratch}/words") -eq 1 ]] ||
        complain "hall-touch $*: ${code}, $(cat "${scratch}/words")"
}
mkdir "${scratch}/without" "${scratch}/with"
for tool in bash env readlink sed awk timeout stdbuf locale paste grep cat; do ln -s "$(type -P "${tool}")" "${scratch}/without/${tool}"; done
tools=${scratch}/without
touches 4 '没有装 libinput-tools' test
touches 4 '没有装 libinput-tools' identify 1
printf '#!/bin/sh\nexit 0\n' >"${scratch}/with/libinput"
chmod +x "${scratch}/with/libinput"
tools=${scratch}/with:${tools}
touches 4 '显示端没有应答' test
touches 4 '显示端没有应答' bind HDMI-A-1 0eef:0001
touches 1 '没有收到触摸' identify 1

if ! command -v usbguard-rule-parser >/dev/null; then
    printf 'fine, but usbguard is not installed: the rules were not given to it\n'
    exit 0
fi
while IFS= read -r rule; do
    usbguard-rule-parser "${rule}" >"${scratch}/words" 2>&1 || complain "USBGuard refuses ${rule}: $(cat "${scratch}/words")"
done <"${scratch}/wanted"
must_refuse usbguard-rule-parser 'allow id nonsense'
printf 'fine\n'
