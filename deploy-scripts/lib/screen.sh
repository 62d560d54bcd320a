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
