# Which USB devices a kiosk lets in, as rules of USBGuard. Sourced after common.sh.
# shellcheck shell=bash
# shellcheck source=common.sh
. "${BASH_SOURCE[0]%/*}/common.sh"

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
