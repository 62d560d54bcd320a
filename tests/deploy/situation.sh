# A kiosk on which all is well, as hall-doctor would find it: files, and what the programs say. Sourced by tests.
# shellcheck shell=bash

situation_now=1774400000 # 2026-03-25 00:53:20 UTC, 08:53:20 where the kiosks stand
export TZ=CST-8

# says FOLDER NAME [CODE]: what is read from the standard input is what the program recorded as NAME says.
says() {
    cat >"$1/.probe/$2"
    if [[ -n ${3:-} ]]; then printf '%s' "$3" >"$1/.probe/$2.code"; else rm -f "$1/.probe/$2.code"; fi
}

# service FOLDER UNIT [PROPERTY=VALUE…]: a unit that is well but for these properties.
service() {
    local folder=$1 name=$2 pair
    shift 2
    {
        printf '%s\n' LoadState=loaded ActiveState=active SubState=running UnitFileState=enabled Result=success NRestarts=0 \
            'Environment=QT_QUICK_BACKEND=software QT_WAYLAND_DISABLE_WINDOWDECORATION=1 LC_ALL=C.UTF-8' MemoryDenyWriteExecute=yes \
            'NextElapseUSecRealtime=Wed 2026-03-25 07:50:00 CST'
        for pair in "$@"; do printf '%s\n' "${pair}"; done
    } >"${folder}/.probe/show ${name}"
}

# fact_file FOLDER PATH: the standard input becomes this file.
fact_file() {
    mkdir -p "$1${2%/*}"
    cat >"$1$2"
}

situation_files() {
    local place=$1
    fact_file "${place}" /etc/hall/hall.conf <<'CONF'
KIOSK_ID=fs-zw-01
HALL=zw
ROLE=touch
OUTPUT=HDMI-A-1
TOUCH=0eef:0001
PANEL_MM=597x336
BOTTOM_EDGE_MM=900
SERVER_URL=https://hall.example/
NTP=ntp.example
ADMIN_NET=10.1.2.0/24
LOG_HOST=log.example:6514
SCREEN_ON=07:50
SCREEN_OFF=17:30
CONF
    fact_file "${place}" /etc/hall/sync.env <<<$'HALL_SERVER_URL=https://hall.example/\nHALL_CHANNEL=stable\nHALL_KIOSK_ID=fs-zw-01'
    fact_file "${place}" /etc/hall/display/sway.conf <<<$'# transform 180\noutput HDMI-A-1 transform 90\ninput type:touch map_to_output HDMI-A-1'
    fact_file "${place}" /etc/hall/identity <<<$'product_serial=SN-4711\nmac=02:00:00:00:00:01'
    fact_file "${place}" /etc/usbguard/rules.d/60-hall.conf <<<$'allow id 1d6b:0002 with-interface 09:00:00\nallow id 0eef:0001 with-interface 03:00:00'
    fact_file "${place}" /etc/usbguard/rules.conf <<<'# allow none'
    fact_file "${place}" /usr/share/hall/root.json <<<'{}'
    fact_file "${place}" /sys/class/dmi/id/product_serial <<<'SN-4711'
    fact_file "${place}" /sys/class/net/eth0/address <<<'02:00:00:00:00:01'
    mkdir -p "${place}/sys/class/net/eth0/device"
    fact_file "${place}" /etc/passwd <<<$'root:x:0:0::/root:/bin/bash\nhall-kiosk:x:990:990::/:/usr/sbin/nologin\nhall-display:x:991:991::/:/usr/sbin/nologin\nhall-sync:x:992:992::/:/usr/sbin/nologin\nhall-tech:x:995:995::/home/hall-tech:/bin/bash'
    fact_file "${place}" /etc/group <<<$'root:x:0:\nhall-kiosk:x:990:\nhall-wl:x:993:hall-kiosk\nhall-cache:x:994:hall-kiosk,hall-sync\nhall-admin:x:996:hall-tech'
    fact_file "${place}" /home/hall-tech/.ssh/authorized_keys <<<'ssh-ed25519 AAAA technician'
    fact_file "${place}" /etc/hall/secrets/client.key <<<'not a real key'
    fact_file "${place}" /etc/hall/secrets/client.crt <<<'not a real certificate'
    chmod 0700 "${place}/etc/hall/secrets"
    chmod 0600 "${place}/etc/hall/secrets/"*
    fact_file "${place}" /sys/class/drm/card0-HDMI-A-1/status <<<connected
    fact_file "${place}" /sys/bus/usb/devices/1-2/idVendor <<<0eef
    fact_file "${place}" /sys/bus/usb/devices/1-2/idProduct <<<0001
    fact_file "${place}" /sys/bus/usb/devices/1-2/authorized <<<1
    fact_file "${place}" /sys/bus/usb/devices/1-2/power/control <<<on
    fact_file "${place}" /run/hall-display/power <<<on
    fact_file "${place}" /run/hall-kiosk/status.json <<<"{\"ready\":true,\"screen\":true,\"hallKnown\":true,\"release\":\"43\",\"restarts\":2,\"lastInput\":\"\",\"lastFrame\":\"$(date -u -d "@$((situation_now - 4))" +%FT%TZ)\"}"
    fact_file "${place}" /sys/class/rtc/rtc0/since_epoch <<<"${situation_now}"
    fact_file "${place}" /proc/1/mounts <<<$'/dev/vda1 / ext4 rw,relatime 0 0\n/dev/vda2 /var/lib/hall ext4 rw,noatime 0 0'
    fact_file "${place}" /sys/fs/ext4/vda1/errors_count <<<0
    fact_file "${place}" /proc/meminfo <<<$'MemTotal: 4000000 kB\nMemAvailable: 2500000 kB'
    fact_file "${place}" /proc/vmstat <<<'oom_kill 0'
    fact_file "${place}" /proc/sys/kernel/sysrq <<<0
    fact_file "${place}" /sys/class/thermal/thermal_zone0/temp <<<48000
    fact_file "${place}" /sys/class/watchdog/watchdog0/state <<<active
    fact_file "${place}" /boot/grub/grub.cfg <<<$'set superusers="hall"\npassword_pbkdf2 hall grub.x\nset timeout=0'
    mkdir -p "${place}/sys/firmware/efi/efivars" "${place}/var/lib/apt/periodic" "${place}/var/lib/hall/cache/generations/7" \
        "${place}/sys/block/sda"
    printf '\6\0\0\0\1' >"${place}/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"
    touch -d "@$((situation_now - 86400))" "${place}/var/lib/apt/periodic/unattended-upgrades-stamp"
    mkdir -p "${place}/var/lib/apt/lists/partial"
    touch -d "@$((situation_now - 2 * 86400))" "${place}/var/lib/apt/lists/mirror.example_debian-security_dists_bookworm-security_InRelease"
    touch "${place}/var/lib/apt/lists/lock"
    ln -s generations/7 "${place}/var/lib/hall/cache/current"
    chmod -R u=rwX,g=rX,o= "${place}/var/lib/hall/cache"
    chown -R 992:994 "${place}/var/lib/hall/cache"
    chmod 0750 "${place}/run/hall-display"
    chown 991:993 "${place}/run/hall-display"
    : >"${place}/run/hall-display/sway.sock"
    chmod 0700 "${place}/run/hall-display/sway.sock"
    fact_file "${place}" /var/lib/hall-provision/manifest <<<"$(printf '/etc/hall/sync.env\t%s\t644\tnew\t-' "$(sha256sum <"${place}/etc/hall/sync.env" | cut -d ' ' -f 1)")"
    chmod 0644 "${place}/etc/hall/sync.env"
    mkdir -p "${place}/etc/systemd/system"
    ln -s /dev/null "${place}/etc/systemd/system/getty@.service"
    printf '/etc/systemd/system/getty@.service\tlink:/dev/null\t777\tnew\t-\tlockdown\n' >>"${place}/var/lib/hall-provision/manifest"
}

situation_programs() {
    local place=$1 name
    says "${place}" packages <<<$'ii \thall-kiosk\t0.2.0\nii \thall-sync\t0.2.0\nrc \told-thing\t1'
    says "${place}" 'policy hall-kiosk' <<<$'hall-kiosk:\n  Installed: 0.2.0\n  Candidate: 0.2.0'
    for name in seatd.service hall-display.service hall-kiosk.service hall-sync.service usbguard.service rsyslog.service \
        hall-screen-on.timer hall-screen-off.timer; do service "${place}" "${name}"; done
    service "${place}" hall-fallback.service ActiveState=inactive
    for name in seatd hall-display hall-kiosk hall-sync; do says "${place}" "restarts ${name}" </dev/null; done
    for name in hall-display hall-sync; do
        says "${place}" "security ${name}" <<<"→ Overall exposure level for ${name}.service: 1.0 OK 🙂"
    done
    says "${place}" 'security hall-kiosk' <<<'→ Overall exposure level for hall-kiosk.service: 0.2 SAFE 😀'
    says "${place}" manager-watchdog <<<'RuntimeWatchdogUSec=15s'
    says "${place}" 'sway outputs' <<'JSON'
[{"name":"HDMI-A-1","active":true,"power":true,"dpms":true,"transform":"90","current_mode":{"width":1920,"height":1080,"refresh":60000}}]
JSON
    says "${place}" 'sway inputs' <<<'[{"identifier":"3823:1:eGalax_Touch","name":"eGalax Touch","type":"touch"},{"identifier":"1:1:AT","name":"AT","type":"keyboard"}]'
    says "${place}" 'sway config' <<<'{"config":"input type:keyboard xkb_options srvrkeys:none\ninput type:touch map_to_output HDMI-A-1\nswaynag_command -\n"}'
    says "${place}" 'sway tree' <<<'{"nodes":[{"name":"HDMI-A-1","nodes":[{"app_id":"hall-kiosk","border":"none","fullscreen_mode":1,"nodes":[],"floating_nodes":[]}]}],"floating_nodes":[]}'
    printf 'P6\n4 2\n255\n\1\1\1\1\1\1\1\1\1\1\1\1\2\2\2\2\2\2\2\2\2\2\2\2' >"${place}/.probe/screen.ppm"
    says "${place}" font <<<'Noto Sans CJK SC|zh-cn,zh-sg,en'
    says "${place}" hallctl <<<"{\"release_shown\":43,\"shown_from\":\"cache\",\"signed_at\":\"2026-03-24T12:00:00Z\",\"last_ok\":\"2026-03-25T00:53:00Z\",\"last_error\":null,\"security_events\":{},\"warnings\":[],\"warnings_zh\":[],\"clock\":\"synchronised\"}"
    says "${place}" client-subject <<<$'subject=\n    commonName                = fs-zw-01'
    says "${place}" client-enddate <<<'notAfter=Mar 25 00:00:00 2027 GMT'
    says "${place}" zone <<<'+0800'
    says "${place}" chrony <<<'0A010201,10.1.2.1,3,1774399900.1,0.000012,0.00001,0.00002,1.0,0.0,0.1,0.01,0.001,64.2,Normal'
    for name in '+' +var+lib+hall+cache +var+log; do says "${place}" "df ${name}" <<<$'Use% IUse% Avail\n 31%    9% 18000'; done
    says "${place}" 'smart sda' <<<'{"smart_status":{"passed":true},"ata_smart_attributes":{"table":[{"id":177,"value":93}]}}'
    for name in getty@tty1.service autovt@tty2.service serial-getty@ttyS0.service console-getty.service ctrl-alt-del.target; do
        says "${place}" "enabled ${name}" 1 <<<masked
    done
    says "${place}" nft <<<$'table inet hall {\n chain in {\n  type filter hook input priority filter; policy drop;\n }\n chain out {\n  type filter hook output priority filter; policy drop;\n  meta skuid "hall-sync" tcp dport 443 accept\n }\n}'
    says "${place}" ports <<<$'tcp LISTEN 0 128 10.1.2.7:22 0.0.0.0:* users:(("sshd",pid=1,fd=3))\nudp UNCONN 0 0 127.0.0.1:323 0.0.0.0:* users:(("chronyd",pid=2,fd=5))\nudp UNCONN 0 0 0.0.0.0%eth0:68 0.0.0.0:*'
    says "${place}" sshd <<<$'permitrootlogin no\npasswordauthentication no\nkbdinteractiveauthentication no\npermitemptypasswords no\nallowgroups hall-admin\nmaxauthtries 3'
    says "${place}" usbguard-policy <<<block
    for name in usb-storage uas firewire-ohci; do says "${place}" "module ${name}" <<<'install /bin/false '; done
    says "${place}" 'module thunderbolt' 1 </dev/null
    says "${place}" journald <<<$'[Journal]\nSystemMaxUse=200M'
    says "${place}" apt-config <<<'Unattended-Upgrade::Package-Blacklist:: "^hall-";'
}

# make_situation FOLDER
make_situation() {
    mkdir -p "$1/.probe"
    printf '%d' "${situation_now}" >"$1/.probe/now"
    situation_files "$1"
    situation_programs "$1"
}
