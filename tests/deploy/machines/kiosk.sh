# A kiosk as the units know it, set up in a root file system without booting it. Sourced after cases.sh, never run.
# shellcheck shell=bash
# shellcheck source=nspawn.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/nspawn.sh"
# shellcheck source=cases.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/cases.sh"
# shellcheck source=../../../deploy-scripts/lib/display.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/../../../deploy-scripts/lib/display.sh"

suite=${HALL_SUITE:-bookworm}

# kiosk_root DIR: a fresh root with the packages under test installed by dpkg, without a network.
kiosk_root() {
    local place=$1 tar
    tar=$(root_tar "${suite}" kiosk)
    unpack_root "${tar}" "${place}"
    mkdir -p "${place}/var/cache/hall/deb"
    cp "${HALL_PACKAGES:?the folder of the packages}"/*.deb "${place}/var/cache/hall/deb/"
    chroot "${place}" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        bash -c 'dpkg -i /var/cache/hall/deb/hall-*.deb' >"${scratch}/dpkg.log" 2>&1 ||
        complain "the packages do not install: $(tail -n 20 "${scratch}/dpkg.log")"
}

# kiosk_content ROOT: publishes the demonstration inside the root, as the central server would; ROOT/srv/hall/tree is
# the tree, and its root of trust is the kiosk's.
kiosk_content() {
    mkdir -p "$1/srv/hall/work"
    cp -R "${HALL_ROOT}/assets/demo-content" "$1/srv/hall/work/content"
    kiosk_run "$1" hall-publish keys init /srv/hall/keys
    kiosk_run "$1" hall-publish build /srv/hall/work/content --repo /srv/hall/tree --keys /srv/hall/keys \
        --public-url https://hall.example
    cp "$1/srv/hall/keys/root.json" "$1/usr/share/hall/root.json"
}

# kiosk_run ROOT COMMAND…
kiosk_run() {
    local place=$1
    shift
    chroot "${place}" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen "$@" \
        >"${scratch}/run.log" 2>&1 || complain "'$*' failed: $(tail -n 20 "${scratch}/run.log")"
}

# kiosk_settings ROOT [NAME=VALUE…]: hall.conf and what becomes of it; the values are those of hall.conf.
kiosk_settings() {
    local place=$1 pair
    local -A value=([KIOSK_ID]=fs-zw-01 [HALL]=shizhongxin [PANEL_MM]=597x336 [BOTTOM_EDGE_MM]=900 [NTP]=ntp.example [ADMIN_NET]=10.1.2.0/24
        [ORIENTATION]=landscape [OUTPUT]=auto [TOUCH]=auto [SERVER_URL]=http://127.0.0.1:8080/ [ROLE]=touch)
    shift
    for pair in "$@"; do value[${pair%%=*}]=${pair#*=}; done
    mkdir -p "${place}/etc/hall/display/touch.d" "${place}/etc/hall/secrets"
    for pair in "${!value[@]}"; do printf '%s=%s\n' "${pair}" "${value[${pair}]}"; done >"${place}/etc/hall/hall.conf"
    "${HALL_ROOT}/deploy-scripts/hall-config" --root "${place}" validate >"${scratch}/config.log" 2>&1 ||
        complain "the test's hall.conf is not right: $(cat "${scratch}/config.log")"
    printf 'HALL_SERVER_URL=%s\nHALL_CHANNEL=stable\nHALL_KIOSK_ID=fs-zw-01\nHALL_SYNC_MORE=--poll 2\n' \
        "${value[SERVER_URL]}" >"${place}/etc/hall/sync.env"
    printf 'HALL_KIOSK_OPTIONS=--role %s --kiosk-id fs-zw-01\n' "${value[ROLE]}" >"${place}/etc/hall/kiosk.env"
    display_config "${value[OUTPUT]}" "${value[ORIENTATION]}" "${value[TOUCH]}" >"${place}/etc/hall/display/sway.conf"
    systemctl --root="${place}" --quiet enable hall-display.service hall-kiosk.service hall-sync.service
    # What would ask a network that is not there, and what has its own tests.
    systemctl --root="${place}" --quiet mask usbguard.service chrony.service unattended-upgrades.service \
        apt-daily.timer apt-daily-upgrade.timer ssh.service nginx.service prometheus-node-exporter.service rsyslog.service
}

# kiosk_provision ROOT [NAME=VALUE…]: what hall-provision of the sources makes of such a hall.conf, in all phases
# but packages, for there is no network.
kiosk_provision() {
    local place=$1 code=0
    kiosk_settings "$@"
    mv "${place}/etc/hall/hall.conf" "${scratch}/hall.conf"
    # Somebody who may look after it. Nobody has the other half of this key.
    printf 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHRlc3RzIG9mIHRoZSBraW9zaywgbm9ib2R5cyBrZXku technician\n' >"${scratch}/admin.pub"
    # Here they are provisioned as well, though the world they ask is missing.
    systemctl --root="${place}" --quiet unmask usbguard.service chrony.service unattended-upgrades.service \
        apt-daily.timer apt-daily-upgrade.timer ssh.service prometheus-node-exporter.service rsyslog.service
    rm "${place}/etc/hall/"{sync.env,kiosk.env,display/sway.conf}
    "${HALL_ROOT}/deploy-scripts/hall-provision" --root "${place}" --config "${scratch}/hall.conf" \
        --phase users,display,lockdown,usb,network,time,logs,updates,boot,readonly >"${scratch}/provision.log" 2>&1 </dev/null || code=$?
    ((code == 0 || code == 5)) || complain "hall-provision ended with ${code}: $(tail -n 20 "${scratch}/provision.log")"
}

# kiosk_headless ROOT: a container has no screen of the kernel's; sway makes one of its own.
kiosk_headless() {
    printf 'WLR_BACKENDS=headless\nWLR_LIBINPUT_NO_DEVICES=1\nWLR_RENDERER=pixman\n' >"$1/etc/hall/display/display.env"
    systemctl --root="$1" --quiet mask seatd.service
}

# inside COMMAND…: as root in the kiosk under test, ${state}; a virtual machine has another way in.
inside() {
    nspawn_inside "${state}" "$@"
}

# kiosk_status FIELD: of hall-kiosk's own status; nothing where there is none.
kiosk_status() {
    inside cat /run/hall-kiosk/status.json 2>/dev/null |
        python3 -c 'import json, sys; print(json.load(sys.stdin).get(sys.argv[1], ""))' "$1" 2>/dev/null
}

kiosk_ready() {
    [[ $(kiosk_status ready) == True ]] && inside systemctl is-active --quiet hall-kiosk.service
}

unit_is() {
    [[ $(inside systemctl is-active "$2" 2>/dev/null) == "$1" ]]
}

# unit_pid UNIT: fails where it does not run, for 0 is to kill a word for many processes.
unit_pid() {
    local pid
    pid=$(inside systemctl show -P MainPID "$1")
    [[ ${pid} =~ ^[1-9][0-9]*$ ]] && printf '%s\n' "${pid}"
}

unit_restarts() {
    inside systemctl show -P NRestarts "$1"
}

# kiosk_picture FILE: by the compositor's own eyes.
kiosk_picture() {
    inside runuser -u hall-display -- env XDG_RUNTIME_DIR=/run/hall-display WAYLAND_DISPLAY=wayland-1 \
        grim -t ppm - >"$1" 2>/dev/null
}

# kiosk_shows FILE: a picture of many colours comes out.
kiosk_shows() {
    local colours
    kiosk_picture "$1" && read -r _ _ colours _ < <(python3 "${hall_machines}/look.py" "$1") && ((colours > 50))
}

# seconds_until MOST COMMAND…: prints how long it took; the time counts, however long the question itself takes.
seconds_until() {
    local started=${EPOCHREALTIME} end=$((SECONDS + $1))
    shift
    until "$@"; do
        ((SECONDS < end)) || return 1
        sleep 0.2
    done
    awk "BEGIN { printf \"%.1f\\n\", ${EPOCHREALTIME} - ${started} }"
}

# kiosk_log UNIT: the last words, for the day it fails.
kiosk_log() {
    inside journalctl --no-pager -n 25 -u "$1" 2>&1 || true
}
