# Phase display: the compositor's locked configuration, what the screens are told, screen hours. Sourced by hall-provision.
# shellcheck shell=bash
# Variables come from the libraries that hall-provision has read.
# shellcheck disable=SC2154
# shellcheck source=../lib/owned.sh
. "${BASH_SOURCE[0]%/*}/../lib/owned.sh"

# shellcheck source=/dev/null
. "${BASH_SOURCE[0]%/*}/../lib/display.sh"

phase_display() {
    display_config "${hallconf_value[OUTPUT]}" "${hallconf_value[ORIENTATION]}" "${hallconf_value[TOUCH]}" >"${owned_scratch}/sway.conf"
    own_file /etc/hall/display/sway.conf 0644 <"${owned_scratch}/sway.conf"
    kiosk_words | own_file /etc/hall/kiosk.env 0644
    screen_hours
    own_link /etc/systemd/system/default.target /usr/lib/systemd/system/multi-user.target
    settle "建立字体缓存" fonts_are_cached cache_fonts
    want_units seatd.service hall-display.service hall-kiosk.service hall-heartbeat.timer hall-doctor.timer hall-request.path
}

# Options of hall-kiosk, words parted by spaces.
kiosk_words() {
    local -a words=(--role "${hallconf_value[ROLE]}" --hall "${hallconf_value[HALL]}" --kiosk-id "${hallconf_value[KIOSK_ID]}")
    # A lobby screen may go without: hall-kiosk then takes what the screen itself says.
    if [[ -n ${hallconf_value[PANEL_MM]} ]]; then words+=(--panel-mm "$(panel_as_seen)"); fi
    if [[ -n ${hallconf_value[DROPBOX_URL]} ]]; then words+=(--outbox /var/lib/hall/outbox); fi
    if [[ ${hallconf_value[ROLE]} == lobby ]]; then
        words+=(--lobby-pages "${hallconf_value[LOBBY_PAGES]}")
    else
        words+=(--bottom-edge-mm "${hallconf_value[BOTTOM_EDGE_MM]}")
    fi
    printf '# 由 hall-provision 按 hall.conf 写成；改动会被覆盖，请改 hall.conf。\n'
    printf 'HALL_KIOSK_OPTIONS=%s\n' "${words[*]}"
}

# hall.conf has the panel as it is across; the screens want it as people see it.
panel_as_seen() {
    local size=${hallconf_value[PANEL_MM]}
    case "${hallconf_value[ORIENTATION]}" in
        portrait-*) printf '%sx%s' "${size#*x}" "${size%x*}" ;;
        *) printf '%s' "${size}" ;;
    esac
}

screen_hours() {
    local word on=${hallconf_value[SCREEN_ON]} off=${hallconf_value[SCREEN_OFF]}
    if [[ -z ${on} ]]; then return 0; fi
    for word in "on ${on}" "off ${off}"; do
        printf '[Timer]\nOnCalendar=\nOnCalendar=*-*-* %s\n' "${word#* }" |
            own_file "/etc/systemd/system/hall-screen-${word% *}.timer.d/60-hall.conf" 0644
    done
    want_units hall-screen-on.timer hall-screen-off.timer
}

fonts_are_cached() {
    [[ ! -x ${owned_root}/usr/bin/fc-cache ]] || compgen -G "${owned_root}/var/cache/fontconfig/*.cache-*" >/dev/null
}

cache_fonts() {
    inside fc-cache -s
}

react_display() {
    systemctl daemon-reload
    # Other hours, or none any more: what the old ones said is forgotten, and the display derives it anew.
    if [[ ${owned_changes[*]} == *hall-screen-o*.timer* ]]; then rm -f /run/hall-display/power; fi
    # Without a screen the screens' start takes as long as nobody plugs one in.
    systemctl --no-block try-restart hall-display.service hall-screen-on.timer hall-screen-off.timer ||
        warn "显示服务没有重启，见 systemctl status hall-display"
}
