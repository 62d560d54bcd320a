#!/usr/bin/env bash
# hall-doctor calls a healthy machine healthy, finds each fault and says what to do about it, and never calls good what
# it could not look at. Usage: doctor.sh [all]; without "all" each check is seen to fail once.
. "$(dirname -- "${BASH_SOURCE[0]}")/../checks/tools.sh"
# shellcheck source=situation.sh
. "${root}/tests/deploy/situation.sh"

extent=${1:-quick}
command -v jq >/dev/null || skip "jq is not installed"
[[ ${EUID} -eq 0 ]] || skip "whose a file is can only be set by root"
doctor=${root}/deploy-scripts/hall-doctor
well=${scratch}/well
make_situation "${well}"

# ends CODE OPTION…: the words are in scratch/words.
ends() {
    local wanted=$1 code=0
    shift
    "${doctor}" "$@" >"${scratch}/words" 2>&1 || code=$?
    ((code == wanted)) || complain "hall-doctor $* ended with ${code}, not ${wanted}: $(tail -c 2000 "${scratch}/words")"
}

# As a whole, in each of its forms.
ends 0 --root "${well}" --prom "${scratch}/well.prom" --json
jq -e '.ok == 32 and .bad == 0 and .kiosk == "fs-zw-01" and (.checks | length) == 32' "${scratch}/words" >/dev/null ||
    complain "a healthy machine: $(jq -c '.checks[] | select(.state != "ok")' "${scratch}/words")"
[[ $(grep -c '^hall_doctor_failed{check="[AB][0-9]*"} 0$' "${scratch}/well.prom") -eq 32 ]] || complain "the metrics: $(cat "${scratch}/well.prom")"
[[ $(stat -c %a "${scratch}/well.prom") == 644 ]] || complain "the exporter cannot read the metrics"
ends 2 --nonsense
ends 2 --level C
ends 2 --only A99
for words in ',' 'A2,' ',A2' 'A2 A3' a2; do
    ends 2 --only "${words}"
    [[ $(wc -l <"${scratch}/words") -eq 1 && $(<"${scratch}/words") == *'--only 后面'* ]] || complain "--only ${words}: $(cat "${scratch}/words")"
done
ends 2 --root "${well}" --prom "${scratch}/none/x.prom"
[[ $(wc -l <"${scratch}/words") -eq 1 && $(<"${scratch}/words") == 'hall-doctor: '* ]] || complain "--prom to nowhere: $(cat "${scratch}/words")"
ends 1 --root "${well}" --only A1 --prom /proc/x.prom
[[ $(wc -l <"${scratch}/words") -eq 1 && $(<"${scratch}/words") == 'hall-doctor: 写不了'* ]] || complain "--prom where none may write: $(cat "${scratch}/words")"
ends 2 --repair --root "${well}"
ends 0 --help
ends 0 --list

# The rest in this shell, for speed: what the command reads by itself it reads here.
# shellcheck source=../../deploy-scripts/hall-doctor
. "${doctor}"
probe_root=${well}
read_clock
read_conf || complain "the configuration of the situation is refused"
tried=' '

# judged ID STATE PATTERN WHAT: the check comes to this state, with a finding that says this, in both languages and with advice.
# shellcheck disable=SC2154 # of hall-doctor's libraries
judged() {
    local line id state zh en do_zh do_en told=no
    run_check "$1"
    [[ ${check_state[$1]} == "$2" ]] || complain "$4: $1 is ${check_state[$1]}, not $2: ${findings[*]}"
    for line in "${findings[@]}"; do
        IFS=${finding_separator} read -r id state zh en do_zh do_en <<<"${line}"
        if [[ ${id} != "$1" || ${state} == ok || ${state} == absent ]]; then continue; fi
        [[ -n ${zh} && -n ${en} && -n ${do_zh} && -n ${do_en} ]] || complain "$4: $1 does not say everything: ${line}"
        if [[ "${zh} ${en}" =~ $3 ]]; then told=yes; fi
    done
    [[ $2 == ok || $2 == absent || ${told} == yes ]] || complain "$4: $1 says: ${findings[*]}"
    tried+="$1:$2 "
}

# fault ID STATE PATTERN FILE CHANGE: CHANGE is a script for sed, '-' to take the file away, or '=' for what comes from
# standard input. Afterwards the machine is well again.
# shellcheck disable=SC2154 # of hall-doctor's libraries
fault() {
    local file=${well}$4 kept changed
    if [[ ${extent} == quick && (${tried} == *" $1:bad "* || $2 != bad) ]]; then return 0; fi
    if [[ $5 == - || $5 == = ]]; then
        if [[ -e ${file} || -L ${file} ]]; then mv "${file}" "${file}.kept"; fi
        if [[ $5 == = ]]; then mkdir -p "${file%/*}" && cat >"${file}"; fi
    else
        take_file "${file}"
        kept=${answer}
        changed=$(sed -E "$5" <<<"${kept}")
        [[ ${changed} != "${kept}" ]] || complain "the fault $4 $5 changes nothing"
        printf '%s\n' "${changed}" >"${file}"
    fi
    reread "$4"
    judged "$1" "$2" "$3" "$4 $5"
    if [[ $5 == - || $5 == = ]]; then
        if [[ $5 == = ]]; then rm "${file}"; fi
        if [[ -e ${file}.kept || -L ${file}.kept ]]; then mv "${file}.kept" "${file}"; fi
    else
        printf '%s\n' "${kept}" >"${file}"
    fi
    reread "$4"
}

# reread FILE: what the command reads once.
reread() {
    # shellcheck disable=SC2034 # for check A1
    if [[ $1 == */hall.conf ]]; then
        conf_complaint=
        read_conf || true
    elif [[ $1 == */now ]]; then
        read_clock
    fi
}

p=/.probe
fault A1 bad '第 2 行.*没有「HULL」' /etc/hall/hall.conf 's/^HALL=/HULL=/'
fault A1 bad '没有生效|正在用的却是 canary' /etc/hall/sync.env 's/stable/canary/'
fault A1 bad 'sync.env' /etc/hall/sync.env -
fault A2 bad 'hall-kiosk 0.2.0 没有装完整（dpkg 状态 iHR' "${p}/packages" 's/^ii (.*kiosk)/iHR\1/'
fault A2 bad 'hall-sync 0.2.0 没有装完整（dpkg 状态 iF' "${p}/packages" 's/^ii (.*sync)/iF \1/'
fault A2 bad '没有安装 hall-sync' "${p}/packages" '/hall-sync/d'
fault A2 warn '已有 0.3.0' "${p}/policy hall-kiosk" 's/Candidate: .*/Candidate: 0.3.0/'
fault A2 warn '已自动退回' /var/cache/hall/deb/result = <<<'rolled-back hall-kiosk 0.3.0'
fault A2 bad '升级到一半' /var/cache/hall/deb/result = <<<'running hall-kiosk 0.3.0'
fault A3 bad '终端界面）失败：watchdog' "${p}/show hall-kiosk.service" 's/^ActiveState=.*/ActiveState=failed/; s/^Result=.*/Result=watchdog/'
fault A3 bad '显示服务）没有运行：activating' "${p}/show hall-display.service" 's/^ActiveState=.*/ActiveState=activating/'
fault A3 bad '没有 seatd.service' "${p}/show seatd.service" 's/^LoadState=.*/LoadState=not-found/'
fault A3 warn '重启了 2 次' "${p}/restarts hall-kiosk" = <<<$'Scheduled\nScheduled'
fault A3 bad '重启了 5 次' "${p}/restarts hall-kiosk" = <<<$'a\nb\nc\nd\ne'
fault A4 bad '没有接上' /sys/class/drm/card0-HDMI-A-1/status 's/.*/disconnected/'
fault A4 bad '没有接口 HDMI-A-1' "${p}/sway outputs" 's/HDMI-A-1/DP-1/'
fault A4 bad '方向是 270，部署的是 90' "${p}/sway outputs" 's/"90"/"270"/'
fault A4 bad '没有分辨率' "${p}/sway outputs" 's/,"current_mode":[^}]*[}]//'
fault A4 bad '屏幕却关着' "${p}/sway outputs" 's/"power":true/"power":false/'
fault A4 warn '屏幕却亮着' /run/hall-display/power 's/on/off/'
fault A4 unknown 'A3|没有回答' "${p}/sway outputs" -
fault A5 bad '没有触摸屏（0eef:0001）' "${p}/sway inputs" 's/3823:1:/1111:2:/'
fault A5 bad '没有绑定' "${p}/sway config" 's/map_to_output//'
fault A5 bad '挡住了' /sys/bus/usb/devices/1-2/authorized 's/1/0/'
fault A5 warn '省电' /sys/bus/usb/devices/1-2/power/control 's/on/auto/'
fault A5 absent '' /etc/hall/hall.conf 's/^ROLE=touch/ROLE=lobby/'
fault A6 bad '画面 304 秒没有变过' /run/hall-kiosk/status.json 's/00:53:16/00:48:16/'
fault A6 bad '没有画出一帧' /run/hall-kiosk/status.json 's/"lastFrame":"[^"]*"/"lastFrame":""/'
fault A6 bad '没有准备好' /run/hall-kiosk/status.json 's/"ready":true/"ready":false/'
fault A6 unknown '没有屏幕' /run/hall-kiosk/status.json 's/"screen":true/"screen":false/'
fault A6 bad '没有写出状态' /run/hall-kiosk/status.json -
fault A6 ok '' /run/hall-display/power 's/on/off/'
fault A7 bad '一种颜色' "${p}/screen.ppm" = < <(printf 'P6\n4 2\n255\n\1\2\3\1\2\3\1\2\3\1\2\3\1\2\3\1\2\3\1\2\3\1\2\3')
fault A7 bad '没有占满屏幕' "${p}/sway tree" 's/"fullscreen_mode":1/"fullscreen_mode":0/'
fault A7 bad '标题栏' "${p}/show hall-kiosk.service" 's/QT_WAYLAND_DISABLE_WINDOWDECORATION=1//'
fault A7 unknown '截不了图' "${p}/screen.ppm" -
fault A8 bad '没有大厅' /run/hall-kiosk/status.json 's/"hallKnown":true/"hallKnown":false/'
fault A8 bad '伪造的迹象：bad-signature' "${p}/hallctl" 's/"security_events":[{][}]/"security_events":{"bad-signature":2}/'
fault A8 warn '签名已是 4 天' "${p}/hallctl" 's/2026-03-24T12/2026-03-20T12/'
fault A8 bad '签名已是 20 天' "${p}/hallctl" 's/2026-03-24T12/2026-03-04T12/'
fault A8 bad '没有内容，也没有出厂' /var/lib/hall/cache/current -
fault A8 unknown 'hall-sync' "${p}/hallctl" = <<<'{"running":false}'
fault A9 warn '60 分钟没有' "${p}/hallctl" 's/25T00:53/24T23:53/'
fault A9 bad '72 小时没有' "${p}/hallctl" 's/25T00:53/22T00:53/'
fault A9 bad '还没有与服务器同步成功过' "${p}/hallctl" 's/"last_ok":"[^"]*"/"last_ok":null/'
fault A9 bad '已过期' "${p}/client-enddate" 's/2027/2026/; s/25 00/24 00/'
fault A9 warn '还有 19 天' "${p}/client-enddate" 's/Mar 25(.*)2027/Apr 14 \12026/'
fault A9 bad 'client.key' /etc/hall/secrets/client.key -
fault A10 bad '2001 年' "${p}/now" 's/.*/1000000000/'
fault A10 bad '没有与校时服务器 ntp.example 对上' "${p}/chrony" 's/Normal/Not synchronised/'
fault A10 bad '不是北京时间' "${p}/zone" 's/.0800/+0000/'
fault A10 warn '差 12.5 秒' "${p}/chrony" 's/0.000012/12.5/'
fault A10 warn '主板时钟与系统差 5000 秒' /sys/class/rtc/rtc0/since_epoch "s/.*/$((situation_now - 5000))/"
fault A10 unknown 'chrony' "${p}/chrony" -
fault A11 bad '空间已用 100%' "${p}/df +var+lib+hall+cache" 's/31%/100%/'
fault A11 warn '文件数已用 92%' "${p}/df +" 's/ 9%/92%/'
fault A11 bad '变成只读' /proc/1/mounts 's/ext4 rw,relatime/ext4 ro,relatime/'
fault A11 bad '3 次文件系统错误' /sys/fs/ext4/vda1/errors_count 's/0/3/'
fault A11 bad '快坏了' "${p}/smart sda" 's/true/false/'
fault A11 warn '寿命已用 95%' "${p}/smart sda" 's/93/5/'
fault A11 unknown 'SMART' "${p}/smart sda" -
fault A12 bad '只剩 48 MB' /proc/meminfo 's/2500000/50000/'
fault A12 warn '杀掉过 2 个' /proc/vmstat 's/0/2/'
fault A12 bad '温度 95' /sys/class/thermal/thermal_zone0/temp 's/48000/95000/'
fault A12 unknown '传感器' /sys/class/thermal/thermal_zone0/temp -
fault A13 bad '方框' "${p}/font" 's/.*/DejaVu Sans|en,de/'
fault A13 warn '字形' "${p}/font" 's/Noto Sans CJK SC/WenQuanYi/'
fault A13 unknown 'fc-match' "${p}/font" -
fault A14 bad 'llvmpipe' "${p}/show hall-kiosk.service" 's/QT_QUICK_BACKEND=software//'
fault A14 unknown 'systemd' "${p}/show hall-kiosk.service" -
fault A15 bad '备用画面' "${p}/show hall-fallback.service" 's/^ActiveState=inactive/ActiveState=active/'
fault A15 unknown 'systemd' "${p}/show hall-fallback.service" -
fault B1 bad '暴露值是 9.2' "${p}/security hall-kiosk" 's/0\.2 SAFE/9.2 UNSAFE/'
fault B1 unknown '问不到' "${p}/security hall-sync" -
fault B2 bad 'sync.env 被改过' /etc/hall/sync.env 's/stable/canary/'
fault B2 bad 'sync.env 不见了' /etc/hall/sync.env -
fault B2 bad '应是到 /dev/null 的链接' /etc/systemd/system/getty@.service = <<<'[Service]'
fault B2 bad '应为 600' /var/lib/hall-provision/manifest 's/\t644\t/\t600\t/'
fault B2 unknown '清单' /var/lib/hall-provision/manifest -
fault B3 bad 'SysRq' /proc/sys/kernel/sysrq 's/0/438/'
fault B3 bad 'getty@tty1' "${p}/enabled getty@tty1.service" 's/masked/enabled/'
fault B3 bad 'srvrkeys' "${p}/sway config" 's/srvrkeys:none/caps:none/'
fault B3 bad '按键绑定' "${p}/sway config" 's/swaynag_command/bindsym Mod4+Return exec/'
fault B3 warn '维护窗口' /run/hall-maintenance/until = <<<"$((situation_now + 600))"
fault B3 unknown 'ctrl-alt-del' "${p}/enabled ctrl-alt-del.target" -
fault B4 bad 'output 方向' "${p}/nft" 's/(hook output.*)policy drop/\1policy accept/'
fault B4 bad '限于 hall-sync' "${p}/nft" 's/skuid/skgid/'
fault B4 unknown 'nft' "${p}/nft" -
fault B5 bad 'nginx 在 0.0.0.0 上开着 tcp 端口 80' "${p}/ports" '1s/.*/tcp LISTEN 0 511 0.0.0.0:80 0.0.0.0:* users:(("nginx",pid=9,fd=6))/'
fault B5 bad 'udp 端口 5353' "${p}/ports" '1s/.*/udp UNCONN 0 0 [::]:5353 [::]:*/'
fault B5 unknown 'ss' "${p}/ports" -
fault B6 bad 'permitrootlogin 是「yes」' "${p}/sshd" 's/permitrootlogin no/permitrootlogin yes/'
fault B6 bad 'allowgroups 是「没有」' "${p}/sshd" '/allowgroups/d'
fault B6 bad '没有人能远程登录' /etc/group 's/^hall-admin:.*/hall-admin:x:996:/'
fault B6 bad '没有人能远程登录' /etc/passwd 's/tech:.bin.bash/tech:\/usr\/sbin\/nologin/'
fault B6 absent '' "${p}/sshd" -
fault B7 bad '默认放行' "${p}/usbguard-policy" 's/block/allow/'
fault B7 bad '没有运行' "${p}/show usbguard.service" 's/ActiveState=active/ActiveState=failed/'
fault B7 bad 'firewire-ohci 没有禁用' "${p}/module firewire-ohci" 's/.*/insmod firewire-ohci.ko/'
fault B7 bad '没有启用 USB 名单' /etc/usbguard/rules.d/60-hall.conf -
fault B7 bad 'rules.conf 另外放行 1 个' /etc/usbguard/rules.conf 's/^# .*/allow id 046d:c31c with-interface 03:01:01/'
fault B7 bad 'rules.d/99-more.conf 另外放行 2 个' /etc/usbguard/rules.d/99-more.conf = <<<$'allow id 1:1\nallow id 1d6b:0002 with-interface 09:00:00\n allow'
fault B7 ok '' /etc/usbguard/rules.conf 's/^# .*/allow id 0eef:0001 with-interface 03:00:00/'
fault B7 warn '暂时放开' /run/hall-usb-allow/until = <<<"$((situation_now + 60))"
fault B7 unknown 'usbguard' "${p}/usbguard-policy" -
fault B8 bad '密码或密钥' /etc/hall/hall.conf '1s/^/DROPBOX_TOKEN=abc\n/'
fault B9 bad '没有启动' /sys/class/watchdog/watchdog0/state 's/active/inactive/'
fault B9 bad '没有用它' "${p}/manager-watchdog" 's/15s/0/'
fault B9 unknown 'systemd' "${p}/manager-watchdog" -
fault B10 bad '没有上限' "${p}/journald" '/SystemMaxUse/d'
fault B10 bad 'rsyslog 没有运行' "${p}/show rsyslog.service" 's/ActiveState=active/ActiveState=failed/'
fault B10 unknown '日志' "${p}/journald" -
fault B11 warn '重启才生效' /run/reboot-required = </dev/null
fault B11 bad '没有排除' "${p}/apt-config" 's/hall/hell/'
fault B11 warn '没有运行过' /var/lib/apt/periodic/unattended-upgrades-stamp -
lists=/var/lib/apt/lists/mirror.example_debian-security_dists_bookworm-security_InRelease
fault B11 warn '从来没有取到过' "${lists}" -
for days in 15:warn 46:bad; do
    touch -d "@$((situation_now - ${days%:*} * 86400))" "${well}${lists}"
    judged B11 "${days#*:}" "清单是 ${days%:*} 天前" 'lists that are old'
done
touch -d "@$((situation_now - 2 * 86400))" "${well}${lists}"
fault B11 unknown 'apt' "${p}/apt-config" -
fault B12 bad '没有密码' /boot/grub/grub.cfg '/superusers/d'
[[ "${findings[*]}" == *'grub-mkpasswd-pbkdf2 | tee /etc/hall/grub.pbkdf2'*'hall-provision --config /etc/hall/hall.conf --phase boot'* ]] ||
    complain "B12 does not tell the whole way: ${findings[*]}"
fault B12 warn '停留' /boot/grub/grub.cfg 's/timeout=0/timeout=5/'
fault B12 unknown 'GRUB' /boot/grub/grub.cfg -
fault B12 warn '安全启动' /sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c = < <(printf '\6\0\0\0\0')
fault B13 bad '应当只读' /etc/hall/hall.conf '1s/^/READONLY_ROOT=yes\n/'
fault B13 bad '写的是可写' /proc/1/mounts '1s/.*/overlayroot \/ overlay rw 0 0/'
fault B13 unknown '挂载' /proc/1/mounts -
fault B14 bad 'hall-screen-off.timer' "${p}/show hall-screen-off.timer" 's/ActiveState=active/ActiveState=inactive/'
fault B14 bad '晚于亮屏时间 07:50' /sys/class/rtc/rtc0/wakealarm = <<<"$((situation_now + 2 * 86400))"
fault B14 ok '' /sys/class/rtc/rtc0/wakealarm = <<<"$((situation_now + 60))"
fault B14 warn '设成了 off' /run/hall-display/power 's/on/off/'
fault B14 bad '却还在用' /etc/hall/hall.conf '/SCREEN/d'
for name in on off; do service "${well}" "hall-screen-${name}.timer" ActiveState=inactive UnitFileState=disabled; done
fault B14 absent '' /etc/hall/hall.conf '/SCREEN/d'
for name in on off; do service "${well}" "hall-screen-${name}.timer"; done
fault B14 unknown 'systemd' "${p}/show hall-screen-on.timer" -
fault B15 bad 'product_serial 与本机不符' /sys/class/dmi/id/product_serial 's/4711/9999/'
fault B15 bad '发给「fs-zw-02」' "${p}/client-subject" 's/fs-zw-01/fs-zw-02/'
fault B15 unknown '登记' /etc/hall/identity -
fault B16 unknown 'hall-kiosk' /etc/passwd '/hall-kiosk/d'

# What is wrong with owners and modes.
# mode ID PATTERN PATH WRONG RIGHT
mode() {
    chmod "$4" "${well}$3"
    judged "$1" bad "$2" "mode $4 of $3"
    chmod "$5" "${well}$3"
}
judged B16 ok '' 'the situation'
mode B8 '应为 700 root root' /etc/hall/secrets 0755 0700
mode B8 '应为 600 root root' /etc/hall/secrets/client.key 0644 0600
mode B16 '可以改写 /var/lib/hall/cache' /var/lib/hall/cache/generations 0770 0750
mode B17 '应为 750 hall-display hall-wl' /run/hall-display 0755 0750
mode B17 '应为 700' /run/hall-display/sway.sock 0770 0700
chown 990 "${well}/var/lib/hall/cache/generations"
judged B16 bad '可以改写' "owner of the cache"
chown 992 "${well}/var/lib/hall/cache/generations"

# A technician who never got the root of trust is told of it where the content is missing, and that by name.
mv "${well}/usr/share/hall/root.json" "${well}/root.json"
for file in "${p}/show hall-sync.service" "${p}/hallctl"; do mv "${well}${file}" "${well}${file}.kept"; done
service "${well}" hall-sync.service ActiveState=inactive SubState=dead
judged A3 warn 'root.json' 'without root.json'
judged A8 unknown 'root.json' 'without root.json'
judged A9 bad 'root.json' 'without root.json'
mv "${well}/root.json" "${well}/usr/share/hall/root.json"
judged A3 bad '没有运行：inactive' 'hall-sync stopped'
for file in "${p}/show hall-sync.service" "${p}/hallctl"; do mv "${well}${file}.kept" "${well}${file}"; done
# Nobody has a key, unless that was wanted.
keys=${well}/home/hall-tech/.ssh/authorized_keys
sed -i 's/^/# /' "${keys}"
judged B6 bad '没有人能远程登录' 'without keys'
: >"${well}/var/lib/hall-provision/no-remote"
judged B6 ok '' 'without keys, on purpose'
rm "${well}/var/lib/hall-provision/no-remote"
sed -i 's/^# //' "${keys}"

# Every check has been seen to fail, and none has been left out.
for id in "${checks[@]}"; do
    [[ ${tried} == *" ${id}:bad "* ]] || complain "${id} was never made to fail"
done
((${#checks[@]} == 32)) || complain "there are ${#checks[@]} checks"
for id in A{1..15} B{1..17}; do [[ -n ${check_level[${id}]:-} ]] || complain "${id} is missing"; done

# After all that it is still well: no fault was left behind and counted for the next one.
if [[ ${extent} == all ]]; then
    for id in "${checks[@]}"; do judged "${id}" ok '' 'afterwards'; done
fi

# A machine of which nothing is known: not one check is good.
mkdir -p "${scratch}/empty/.probe"
ends 1 --root "${scratch}/empty" --json
left=$(jq -r '.checks[] | select(.state == "ok" or .state == "absent") | .id' "${scratch}/words" | paste -sd ' ')
[[ ${left} =~ ^(B6)?$ ]] || complain "on an unknown machine these are called good: ${left}"
ends 4 --root "${scratch}/empty" --only A3,A13
ends 1 --root "${scratch}/empty" --only A6 --lang en
grep -q 'To do: ' "${scratch}/words" || complain "no advice in English: $(cat "${scratch}/words")"
printf 'fine: %d situations\n' "$(wc -w <<<"${tried}")"
