# Which USB devices a kiosk lets in, as rules of USBGuard. Sourced after common.sh.
# shellcheck shell=bash
# shellcheck source=common.sh
. "${BASH_SOURCE[0]%/*}/common.sh"

# shellcheck disable=SC2034 # for the callers
{
    usb_learned=/etc/hall/usb.rules                  # what hall-usb learn writes, for people to look at
    usb_installed=/etc/usbguard/rules.d/60-hall.conf # the list in force
    usb_others=/etc/usbguard/rules.conf              # Debian's package lets in whatever is plugged in when it is installed
}

# What the file of the others holds beside our list.
usb_no_others() {
    printf '# 由 hall-usb 清空：只认 %s 里的设备。\n' "${usb_installed}"
}

# interfaces_of RULE: prints the classes of a rule or device line of USBGuard, parted by blanks.
interfaces_of() {
    if [[ $1 =~ with-interface\ (equals\ |one-of\ |all-of\ )?\{\ ([0-9a-f: ]+)\ \} ]]; then
        printf '%s' "${BASH_REMATCH[2]}"
    elif [[ $1 =~ with-interface\ ([0-9a-f]{2}:[0-9a-f]{2}:[0-9a-f]{2}) ]]; then
        printf '%s' "${BASH_REMATCH[1]}"
    fi
}

id_of() {
    if [[ $1 =~ (^|\ )id\ ([0-9a-f]{4}:[0-9a-f]{4}) ]]; then printf '%s' "${BASH_REMATCH[2]}"; fi
}

name_of_device() {
    if [[ $1 =~ \ name\ \"(([^\"\\]|\\.)*)\" ]]; then printf '%s' "${BASH_REMATCH[1]}"; fi
}

# kind_of RULE TOUCH: what the device is: hub, storage, keyboard, touch, other. What can store is storage and what can
# type is a keyboard, whatever else it is beside; only the panel of hall.conf may have a keyboard's interface.
kind_of() {
    local classes
    classes=" $(interfaces_of "$1")"
    if [[ ${classes} == *' 08:'* ]]; then
        printf storage
    elif [[ $2 =~ : && $(id_of "$1") == "$2" ]]; then
        printf touch
    elif [[ ${classes} == *' 03:01:01'* ]]; then
        printf keyboard
    elif [[ ${classes} =~ ^(\ 09:[0-9a-f:]+)+$ ]]; then
        printf hub
    elif [[ ${classes} == *' 03:'* && $2 == auto ]]; then
        printf touch
    else
        printf other
    fi
}

# keep_rules TOUCH: of the rules on standard input, those that a kiosk is to have. Each is bound to its port.
keep_rules() {
    local rule
    while IFS= read -r rule; do
        if [[ ${rule} != 'allow id '* ]]; then continue; fi
        case "$(kind_of "${rule}" "$1")" in
            hub | touch) printf '%s\n' "${rule}" ;;
            *) ;;
        esac
    done
}

kind_word() {
    case "$1" in
        hub) printf 'USB 集线器' ;;
        storage) printf '存储' ;;
        keyboard) printf '键盘' ;;
        touch) printf '触摸屏' ;;
        *) printf '其他' ;;
    esac
}

# panels_of: of udev's database on standard input, the touch panels, one a line: VENDOR:PRODUCT, or `builtin` where
# USBGuard has nothing to do with it.
panels_of() {
    awk -F= '
        function tell() { if (event && touch) print (usb ? vendor ":" product : "builtin"); event = touch = usb = 0 }
        $0 == "" { tell() }
        /^N: input\/event/ { event = 1 }
        $1 == "E: ID_INPUT_TOUCHSCREEN" && $2 == 1 { touch = 1 }
        $1 == "E: ID_BUS" && $2 == "usb" { usb = 1 }
        $1 == "E: ID_VENDOR_ID" { vendor = $2 }
        $1 == "E: ID_MODEL_ID" { product = $2 }
        END { tell() }' | sort -u
}

# panels_wanted TOUCH RULES PANELS: the touch panels, one a line, that the list in the file RULES has to let in: that of
# hall.conf, else those that udev has seen (PANELS), else those of the list. A device that is nothing but a mouse is none.
panels_wanted() {
    local rule
    if [[ $1 == *:* ]]; then
        printf '%s\n' "$1"
    elif [[ -n $3 ]]; then
        printf '%s\n' "$3"
    else
        while IFS= read -r rule; do
            if [[ $(kind_of "${rule}" auto) == touch && ! " $(interfaces_of "${rule}")" =~ ^(\ 03:01:02)+$ ]]; then id_of "${rule}" && printf '\n'; fi
        done <"$2"
    fi
}

# panel_missing TOUCH RULES PANELS: false where a touch panel can be used with this list; otherwise sets missing to what
# is not on it, for people.
panel_missing() {
    local panel
    missing=
    while IFS= read -r panel; do
        if [[ ${panel} == builtin ]] || grep -q "^allow id ${panel} " "$2"; then return 1; fi
        missing+=" ${panel}"
    done < <(panels_wanted "$@")
}
