# What can be seen: the screen, its picture, its letters. Sourced by hall-doctor.
# shellcheck shell=bash
# shellcheck source=../lib/probe.sh
. "${BASH_SOURCE[0]%/*}/../lib/probe.sh"

# True unless somebody or the clock has switched the screen off on purpose.
screen_wanted() {
    ! read_fact /run/hall-display/power || [[ ${answer} != off* ]]
}

# True where the kernel sees a screen at some connector, or cannot tell.
connector_connected() {
    local status seen=no wanted=${conf[OUTPUT]:-auto}
    for status in "${probe_root}"/sys/class/drm/card*-*/status; do
        if [[ ! -r ${status} || (${wanted} != auto && ${status} != *"-${wanted}/status") ]]; then continue; fi
        seen=yes
        if [[ $(<"${status}") == connected ]]; then return 0; fi
    done
    [[ ${seen} == no ]]
}

check A4 "显示器" "display"
check_A4() {
    local name width height active power transform wanted
    if ! connector_connected; then
        bad "显示器没有接上，或没有通电（接口 ${conf[OUTPUT]:-auto}）" "no display is connected, or it has no power (output ${conf[OUTPUT]:-auto})" \
            "查电源和视频线；接口名见 ls /sys/class/drm，写在 hall.conf 的 OUTPUT" "check power and cable; names are in /sys/class/drm, OUTPUT of hall.conf holds it"
        return 0
    fi
    if ! ask_sway outputs; then
        no_sway
        return 0
    fi
    IFS=$'\t' read -r name width height active power transform < <(json "map(select(
        \"${conf[OUTPUT]:-auto}\" == (\"auto\", .name))) | first // empty | [.name, (.current_mode.width // 0), (.current_mode.height // 0),
        (.active | tostring), (if has(\"power\") then .power else .dpms end | tostring), (.transform // \"normal\")] | @tsv") || true
    if [[ -z ${name} ]]; then
        bad "显示服务没有接口 ${conf[OUTPUT]:-}" "the compositor has no output ${conf[OUTPUT]:-}" \
            "hall.conf 的 OUTPUT 写对没有（auto 表示唯一接着的）；查视频线" "is OUTPUT of hall.conf right (auto: the only one); check the cable"
        return 0
    fi
    fact "${name} ${width}x${height} ${transform}" "${name} ${width}x${height} ${transform}"
    if [[ ${width} == 0 && ${active} == true ]]; then
        bad "${name} 没有分辨率" "${name} has no mode" "换一根视频线，或换显示器的接口" "try another cable or another input of the display"
    fi
    if screen_wanted; then
        if [[ ${power} == false ]]; then bad "现在应当亮屏，屏幕却关着" "the screen should be on, and is off" "hall-screen on" "hall-screen on"; fi
    elif [[ ${power} == true ]]; then
        warn "现在应当关屏，屏幕却亮着" "the screen should be off, and is on" "hall-screen off" "hall-screen off"
    fi
    if read_fact /etc/hall/display/sway.conf; then
        wanted=$(sed -n 's/^[^#]*transform  *\([a-z0-9-]*\).*/\1/p' <<<"${answer}" | tail -n 1)
        if [[ ${transform} != "${wanted:-normal}" ]]; then
            bad "画面方向是 ${transform}，部署的是 ${wanted:-normal}" "the picture is turned ${transform}, provisioned is ${wanted:-normal}" \
                "systemctl restart hall-display；方向错了改 hall.conf 的 ORIENTATION 再 hall-provision" \
                "systemctl restart hall-display; if the direction is wrong, ORIENTATION of hall.conf and hall-provision"
        fi
    fi
}

check A6 "画面在动" "frames"
check_A6() {
    local line ready screen last age
    if ! screen_wanted; then
        fact "现在是关屏时间" "the screen is off on purpose"
        return 0
    fi
    if ! read_fact /run/hall-kiosk/status.json; then
        bad "界面没有写出状态（/run/hall-kiosk/status.json）" "the screen program has written no status" \
            "systemctl status hall-kiosk；没接显示器时先看 A4" "systemctl status hall-kiosk; without a display see A4 first"
        return 0
    fi
    if ! line=$(json '[(.ready | tostring), (.screen | tostring), (.lastFrame // "" | if . == "" then "-" else . end)] | @tsv'); then
        unknown "读不了界面的状态（没有 jq）" "the status of the screen program cannot be read (no jq)" "apt-get install jq" "apt-get install jq"
        return 0
    fi
    IFS=$'\t' read -r ready screen last <<<"${line}"
    if [[ ${screen} == false ]]; then
        unknown "界面没有屏幕可用" "the screen program has no display" "先处理 A4" "see to A4 first"
        return 0
    fi
    if [[ ${ready} != true ]]; then
        bad "界面还没有准备好" "the screen program is not ready" "等一分钟再查；仍这样看 journalctl -u hall-kiosk -n 50" "wait a minute; then journalctl -u hall-kiosk -n 50"
    fi
    if ! last=$(seconds_of "${last}"); then
        bad "界面还没有画出一帧" "not one frame has been drawn" "看 A4、A14 和 journalctl -u hall-kiosk" "see A4, A14 and journalctl -u hall-kiosk"
        return 0
    fi
    age=$((right_now - last))
    if ((age > 60)); then
        bad "画面 ${age} 秒没有变过" "the last frame is ${age} seconds old" "systemctl restart hall-kiosk；再犯看 A4 和 journalctl -u hall-kiosk" \
            "systemctl restart hall-kiosk; if it comes back see A4 and journalctl -u hall-kiosk"
    fi
}

repair_A6() {
    # Without a display the program waits; only what stands though it could go on is started anew.
    if is_bad A6 && connector_connected && ask_unit hall-kiosk.service && [[ ${unit[ActiveState]} == active ]]; then
        timeout 90 systemctl restart hall-kiosk.service || true
    fi
}

# one_colour FILE: true where every pixel of a picture (PPM, 8 bit) has the first one's colour.
one_colour() {
    od -An -v -tu1 -w3 -j "$(head -c 64 "$1" | awk 'NR <= 3 { n += length($0) + 1 } END { print n }')" "$1" 2>/dev/null |
        awk 'NR == 1 { first = $0 } $0 != first { other = 1; exit } END { exit other }'
}

check A7 "屏幕截图" "picture"
check_A7() {
    local shot=/run/hall-doctor.ppm windows
    if ! screen_wanted; then
        fact "现在是关屏时间，没有截图" "the screen is off on purpose, no picture was taken"
        return 0
    fi
    if [[ -n ${probe_root} ]]; then
        shot=${probe_root}/.probe/screen.ppm
    elif ! ask grim env WAYLAND_DISPLAY=/run/hall-display/wayland-1 XDG_RUNTIME_DIR=/run/hall-display grim -t ppm -s 0.1 "${shot}" ||
        ((answer_code != 0)); then
        rm -f "${shot}"
    fi
    if [[ ! -s ${shot} ]]; then
        unknown "截不了图（没有 grim，或显示服务没有回答）" "no picture can be taken (no grim, or the compositor does not answer)"
    elif one_colour "${shot}"; then
        bad "整个屏幕只有一种颜色" "the whole screen is of one colour" "看 A3、A6、A14；systemctl restart hall-display" "see A3, A6, A14; systemctl restart hall-display"
    fi
    if [[ -z ${probe_root} ]]; then rm -f "${shot}"; fi
    if ask_sway tree; then
        windows=$(json '[recurse(.nodes[]?, .floating_nodes[]?) | select(.app_id != null)] |
            map(select(.border != "none" or .fullscreen_mode == 0)) | map(.app_id) | join(" ")')
        if [[ -n ${windows} ]]; then
            bad "窗口 ${windows} 没有占满屏幕，或带着边框" "the window ${windows} does not fill the screen, or has a frame" \
                "hall-provision 恢复显示配置" "hall-provision restores the display's configuration"
        fi
    fi
    if ask_unit hall-kiosk.service && [[ ${unit[LoadState]} == loaded && ${unit[Environment]} != *QT_WAYLAND_DISABLE_WINDOWDECORATION=1* ]]; then
        bad "界面会带窗口标题栏，可被人关掉" "the screen program would draw a title bar, by which it can be closed" \
            "恢复 hall-kiosk.service：apt-get install --reinstall hall-kiosk 或 hall-rollback" "restore hall-kiosk.service: apt-get install --reinstall hall-kiosk or hall-rollback"
    fi
}

check A13 "中文字体" "Chinese font"
check_A13() {
    # The family that the screens ask for; a system without it answers with another that may lack Chinese.
    if ! ask font fc-match --format='%{family}|%{lang}' 'Noto Sans CJK SC:lang=zh-cn'; then
        unknown "问不到字体（没有 fc-match）" "the fonts cannot be asked (no fc-match)"
        return 0
    fi
    if [[ ${answer#*|} != *zh-cn* ]]; then
        bad "没有中文字体，得到的是 ${answer%%|*}，汉字会变成方框" "there is no Chinese font, ${answer%%|*} is taken: boxes instead of characters" \
            "apt-get install fonts-noto-cjk，或用离线包：hall-provision --offline 目录" "apt-get install fonts-noto-cjk, or hall-provision --offline DIR"
    elif [[ ${answer%%|*} != *'Noto Sans CJK SC'* ]]; then
        warn "中文字体是 ${answer%%|*}，不是 Noto Sans CJK SC，字形可能不是大陆规范" "the Chinese font is ${answer%%|*}, not Noto Sans CJK SC; shapes may differ" \
            "apt-get install fonts-noto-cjk" "apt-get install fonts-noto-cjk"
    fi
}

check A14 "绘图方式" "renderer"
check_A14() {
    local gpu=no node
    if ! ask_unit hall-kiosk.service || [[ ${unit[LoadState]} != loaded ]]; then
        no_systemd
        return 0
    fi
    for node in "${probe_root}"/dev/dri/renderD*; do
        if [[ -e ${node} ]]; then gpu=yes; fi
    done
    if [[ " ${unit[Environment]} " == *' QT_QUICK_BACKEND=software '* ]]; then
        fact "软件绘图" "software rendering"
    elif [[ ${gpu} == yes ]]; then
        fact "显卡绘图" "rendering by the graphics processor"
    elif [[ ${unit[MemoryDenyWriteExecute]} == yes ]]; then
        bad "没有显卡，llvmpipe 在 MemoryDenyWriteExecute 下会崩溃" "without a graphics processor llvmpipe crashes under MemoryDenyWriteExecute" \
            "有人改过界面的环境：看 systemctl cat hall-kiosk，撤掉改动，再 systemctl restart hall-kiosk" \
            "somebody has altered the environment: see systemctl cat hall-kiosk, take it back, then systemctl restart hall-kiosk"
    else
        warn "没有显卡，用 llvmpipe 绘图，会慢" "llvmpipe renders, which is slow" "看 systemctl cat hall-kiosk，撤掉改动" \
            "see systemctl cat hall-kiosk and take the change back"
    fi
}

check B14 "亮屏关屏定时" "screen hours"
check_B14() {
    local name
    if [[ -z ${conf[ROLE]:-} ]]; then
        no_conf
    elif [[ -z ${conf[SCREEN_ON]} ]]; then
        no_timers
    else
        for name in hall-screen-on hall-screen-off; do
            if ! ask_unit "${name}.timer"; then
                no_systemd
                return 0
            fi
            if [[ ${unit[ActiveState]} != active || -z ${unit[NextElapseUSecRealtime]} || ${unit[NextElapseUSecRealtime]} == 0 ]]; then
                bad "定时器 ${name}.timer 没有启用" "the timer ${name}.timer is not armed" \
                    "systemctl enable --now ${name}.timer；没有就 hall-provision" "systemctl enable --now ${name}.timer, or hall-provision"
            fi
        done
        look_at_hours
        look_at_wake_alarm
    fi
}

# Without hours nothing may switch the screen off: the packaged hours would be nobody's.
no_timers() {
    local name
    absent "没有设亮屏关屏时间" "no screen hours are set"
    for name in hall-screen-on hall-screen-off; do
        if ask_unit "${name}.timer" && [[ ${unit[LoadState]} == loaded && (${unit[ActiveState]} == active || ${unit[UnitFileState]} == enabled*) ]]; then
            bad "hall.conf 没有亮屏关屏时间，定时器 ${name}.timer 却还在用" "hall.conf has no screen hours, but the timer ${name}.timer is still in use" \
                "systemctl disable --now ${name}.timer；要定时开关屏就写上 SCREEN_ON、SCREEN_OFF 再 hall-provision" \
                "systemctl disable --now ${name}.timer; or set SCREEN_ON and SCREEN_OFF and run hall-provision"
        fi
    done
}

# What is wanted may be another thing than the hours say: somebody has switched by hand, which holds until the next hour.
look_at_hours() {
    local now wanted=on said
    printf -v now '%(%H:%M)T' "${right_now}"
    said=$(hallconf_hours_say "${conf[SCREEN_ON]}" "${conf[SCREEN_OFF]}" "${now}")
    if ! screen_wanted; then wanted=off; fi
    if [[ ${said} != "${wanted}" ]]; then
        warn "现在 ${now}，按亮屏关屏时间应为 ${said}，设成了 ${wanted}（有人手动切换过，管到下一个定时时刻）" \
            "at ${now} the hours say ${said}, wanted is ${wanted}: somebody has switched by hand, until the next hour" \
            "不需要这样就执行 hall-screen hours" "if that is not meant: hall-screen hours"
    fi
}

# The board's alarm clock is not ours: nothing here puts the machine to sleep, only its screen. Where somebody has set it,
# by rtcwake or in the firmware, it has to ring before the screen is to be on.
look_at_wake_alarm() {
    local alarm now lit ahead=86400
    if ! read_fact /sys/class/rtc/rtc0/wakealarm || ! [[ ${answer} =~ ^[0-9]+$ ]]; then return 0; fi
    alarm=${answer}
    printf -v now '%(%H:%M)T' "${right_now}"
    if [[ ${now} < ${conf[SCREEN_ON]} ]]; then ahead=0; fi
    printf -v lit '%(%Y-%m-%d)T' $((right_now + ahead))
    lit=$(date -d "${lit} ${conf[SCREEN_ON]}" +%s)
    if ((alarm > lit)); then
        bad "主板的唤醒时间是 $(date -d "@${alarm}" '+%m-%d %H:%M')，晚于亮屏时间 ${conf[SCREEN_ON]}" \
            "the board's wake alarm is at $(date -d "@${alarm}" '+%m-%d %H:%M'), after the screen's hour ${conf[SCREEN_ON]}" \
            "机器不必关机，只关屏：取消用 rtcwake -m disable；一定要关机的，在 BIOS 里把唤醒时间提前" \
            "the machine need not be switched off, only the screen: rtcwake -m disable; else set the alarm earlier in the firmware"
    elif ((alarm > right_now)); then
        fact "主板将在 $(date -d "@${alarm}" '+%m-%d %H:%M') 唤醒" "the board wakes at $(date -d "@${alarm}" '+%m-%d %H:%M')"
    fi
}
