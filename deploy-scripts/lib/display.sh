# Orientation, touch and power of the display: words of hall.conf on one side, sway's on the other. Sourced after
# common.sh.
# shellcheck shell=bash
# shellcheck source=common.sh
. "${BASH_SOURCE[0]%/*}/common.sh"

# Ends as the function in a substitution did that has already said why.
pass_on() {
    local code=$?
    # shellcheck disable=SC2034 # common.sh reads it at the end
    hall_said=yes
    exit "${code}"
}

# The one table of orientations: word, sway's transform (clockwise turn of the picture on the panel), whether width and
# height change places. portrait-left: the panel's left edge is up, so the picture's top lies on it.
display_orientations=(
    'landscape normal straight'
    'portrait-left 270 turned'
    'portrait-right 90 turned'
    'inverted 180 straight'
)

# display_field WORD 1|2: the word's transform, or straight|turned.
display_field() {
    local row
    local -a fields
    for row in "${display_orientations[@]}"; do
        read -ra fields <<<"${row}"
        if [[ ${fields[0]} == "$1" ]]; then
            printf '%s\n' "${fields[$2]}"
            return 0
        fi
    done
    fail "没有「$1」这种画面方向：landscape、portrait-left、portrait-right、inverted" 2
}

display_transform() {
    display_field "$1" 1
}

# display_config OUTPUT ORIENTATION TOUCH [BACKGROUND]: prints sway.conf for these words of hall.conf.
display_config() {
    local output=$1 touch=$3 background=${4:-} transform packaged shape lines=
    transform=$(display_transform "$2") || pass_on
    packaged_file display/sway.conf.in display/sway.conf.in
    if [[ -z ${background} ]]; then
        # hall-display.service draws both.
        shape=$(display_field "$2" 2)
        background=/run/hall-display/landscape.png
        if [[ ${shape} == turned ]]; then background=/run/hall-display/upright.png; fi
    fi
    [[ ${output} =~ ^(auto|[A-Za-z0-9-]+)$ ]] || fail "「${output}」不是视频接口的名称" 2
    [[ ${background} =~ ^/[A-Za-z0-9./_-]+$ ]] || fail "「${background}」不是背景图片的路径" 2
    # With auto, hall-wait-output maps the touch panel to the screen that it finds.
    if [[ ${output} != auto ]]; then
        lines="workspace 1 output ${output}"
        if [[ ${touch} != none ]]; then lines+=$'\n'"input type:touch map_to_output ${output}"; fi
    fi
    if [[ ${touch} == none ]]; then lines+="${lines:+$'\n'}input type:touch events disabled"; fi
    awk -v transform="${transform}" -v background="${background}" -v lines="${lines}" '
        { gsub(/@TRANSFORM@/, transform); gsub(/@BACKGROUND@/, background) }
        $0 == "@OUTPUT_LINES@" { if (lines != "") print lines; next }
        { print }' "${packaged}"
}

# sway of Debian 12 says dpms where later ones say power.
display_power_word() {
    local version
    version=$(timeout 5 swaymsg -t get_version -r 2>/dev/null | tr -d ' \n') || return 1
    if [[ ${version} =~ \"major\":1,\"minor\":([0-9]+) ]] && ((BASH_REMATCH[1] < 8)); then
        printf 'dpms\n'
    else
        printf 'power\n'
    fi
}

# Names and states of the outputs, one a line: NAME on|off TRANSFORM WIDTHxHEIGHT. Fails where sway does not answer.
# swaymsg writes one key a line; the depth of a key is its indentation.
display_outputs() {
    local json
    json=$(timeout 5 swaymsg -r -t get_outputs 2>/dev/null) || return 1
    awk -F': ' '
        { value = $2; sub(/,$/, "", value); gsub(/"/, "", value) }
        /^  \{/ { name = ""; active = ""; power = "true"; transform = "normal"; size = "" }
        /^    "rect":/ { rect = 1 }
        rect && /^      "width":/ { size = value }
        rect && /^      "height":/ { size = size "x" value; rect = 0 }
        /^    "name":/ { name = value }
        /^    "active":/ { active = value }
        /^    "(dpms|power)":/ { power = value }
        /^    "transform":/ { transform = value }
        /^  \}/ && active == "true" { print name, (power == "true" ? "on" : "off"), transform, size }
    ' <<<"${json}"
}
