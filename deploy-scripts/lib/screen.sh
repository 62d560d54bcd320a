# Finds out what a program can be shown on. Sourced after common.sh.
# shellcheck shell=bash

wayland_reachable() {
    [[ -n ${WAYLAND_DISPLAY:-} ]] || return 1
    [[ -S ${WAYLAND_DISPLAY} || -S ${XDG_RUNTIME_DIR:-/nowhere}/${WAYLAND_DISPLAY} ]]
}

# DISPLAY is [host]:number[.screen]; without a host it is a socket of this machine.
x11_reachable() {
    [[ ${DISPLAY:-} =~ ^([^:]*):([0-9]+)(\.[0-9]+)?$ ]] || return 1
    local host=${BASH_REMATCH[1]} number=${BASH_REMATCH[2]}
    if [[ -z ${host} || ${host} == unix ]]; then
        [[ -S /tmp/.X11-unix/X${number} ]] || grep -q "@/tmp/.X11-unix/X${number}\$" /proc/net/unix
    else
        (exec 3<>"/dev/tcp/${host}/$((6000 + number))") 2>/dev/null
    fi
}

# Prints Qt's name of the platform to use, or fails where there is no display.
display_platform() {
    if wayland_reachable && x11_reachable; then
        printf 'wayland;xcb\n'
    elif wayland_reachable; then
        printf 'wayland\n'
    elif x11_reachable; then
        printf 'xcb\n'
    else
        return 1
    fi
}

# The addresses that listen on a TCP port, as the kernel writes them.
listening_addresses() {
    local wanted
    wanted=$(printf ':%04X' "$1")
    awk -v wanted="${wanted}" '$4 == "0A" && substr($2, length($2) - 4) == wanted {
        print substr($2, 1, length($2) - 5) }' /proc/net/tcp /proc/net/tcp6 2>/dev/null
}

# True when somebody listens on the port, and on the loopback address only.
only_on_loopback() {
    local addresses address
    addresses=$(listening_addresses "$1")
    [[ -n ${addresses} ]] || return 1
    for address in ${addresses}; do
        case "${address}" in
            0100007F | 0000000000000000FFFF00000100007F | 00000000000000000000000001000000) ;;
            *) return 1 ;;
        esac
    done
}
