#!/usr/bin/env bash
# The units are ones that systemd accepts without a word, and as closed as they can be while they still do their work.
. "$(dirname -- "${BASH_SOURCE[0]}")/../checks/tools.sh"

command -v systemd-analyze >/dev/null || skip "systemd is not installed"
version=$(systemd-analyze --version | sed -n '1s/^systemd \([0-9]*\).*/\1/p')
((version >= 252)) || skip "systemd ${version} is older than that of Debian 12"
units=${root}/deploy-scripts/units

# A small machine: systemd's own units, ours, and the programs they name.
machine=${scratch}/machine
mkdir -p "${machine}"/usr/{bin,sbin,lib/hall,lib/systemd/system,lib/sysusers.d,lib/tmpfiles.d} "${machine}/etc/hall" "${machine}/run"
cp -a /usr/lib/systemd/system/*.target /usr/lib/systemd/system/systemd-{sysusers,tmpfiles-setup}.service \
    "${machine}/usr/lib/systemd/system/"
cp "${units}"/*.service "${units}"/*.timer "${units}"/*.path "${machine}/usr/lib/systemd/system/"
for program in bin/hall-sync bin/hall-publish bin/hallctl bin/printf bin/systemd-sysusers bin/systemd-tmpfiles lib/hall/hall-usb-import \
    bin/hall-kiosk bin/hall-fallback bin/sway bin/rm bin/sleep bin/systemctl sbin/hall-screen sbin/hall-heartbeat \
    lib/hall/hall-display-ready lib/hall/hall-wait-output lib/hall/hall-kiosk-retry lib/hall/hall-request lib/hall/hall-repair sbin/hall-doctor; do
    printf '#!/bin/sh\n' >"${machine}/usr/${program}"
    chmod 0755 "${machine}/usr/${program}"
done
ln -s usr/bin "${machine}/bin"
ln -s usr/lib "${machine}/lib"

# Every line about our units is a complaint; what systemd says of its own is not ours.
verify() {
    systemd-analyze verify --man=no --generators=no --recursive-errors=no --root="${machine}" "$@" >"${scratch}/words" 2>&1 || true
    if grep -E 'hall|bad' "${scratch}/words"; then return 1; fi
}

printf '[Service]\nExecStart=/usr/bin/none\n' >"${machine}/usr/lib/systemd/system/bad-program.service"
printf '[Service]\nExecStart=/usr/bin/printf\nPrivateTemp=yes\n' >"${machine}/usr/lib/systemd/system/bad-word.service"
must_refuse verify bad-program.service
must_refuse verify bad-word.service
rm "${machine}/usr/lib/systemd/system/"bad-*
names=()
for path in "${units}"/*.service "${units}"/*.timer "${units}"/*.path; do
    name=${path##*/}
    names+=("${name/@./@sdb1.}")
done
((${#names[@]} >= 19)) || complain "only ${#names[@]} units were found"
verify "${names[@]}" || complain "systemd does not accept the units"
mkdir "${machine}/usr/lib/systemd/system/hall-sync.service.d"
cp "${units}/hall-sync-outbox.conf" "${machine}/usr/lib/systemd/system/hall-sync.service.d/60-outbox.conf"
verify hall-sync.service || complain "systemd does not accept hall-sync with an outbox"

# exposed UNIT MOST: MOST is ten times what `systemd-analyze security` may say.
exposed() {
    systemd-analyze security --offline=true --no-pager --threshold="$2" "$1" >"${scratch}/exposure" 2>&1
}

printf '[Service]\nExecStart=/usr/bin/printf\nUser=daemon\n' >"${scratch}/open.service"
must_refuse exposed "${scratch}/open.service" 12
# As it stands on a kiosk, with the addresses that the provisioner knows.
sed 's/^IPAddressDeny=.*/IPAddressDeny=any\nIPAddressAllow=192.0.2.1/' "${units}/hall-sync.service" >"${scratch}/hall-sync.service"
exposed "${scratch}/hall-sync.service" 12 || complain "with its addresses $(tail -n 1 "${scratch}/exposure")"
while read -r unit most; do
    exposed "${units}/${unit}" "${most}" || complain "${unit}: $(tail -n 1 "${scratch}/exposure"), ${most} tenths are allowed"
    printf '%s\n' "$(tail -n 1 "${scratch}/exposure")"
done <<'LIMITS'
hall-sync.service 12
hall-publish-resign.service 5
hall-alarm@.service 5
hall-usb@.service 41
hall-doctor.service 41
hall-kiosk.service 5
hall-fallback.service 5
hall-output.service 5
hall-display.service 12
hall-kiosk-retry.service 13
hall-screen-on.service 17
hall-screen-off.service 17
hall-screen-apply.service 17
hall-heartbeat.service 26
hall-request.service 26
hall-repair.service 80
LIMITS

# What the screens must not have, word by word: a score alone could be reached in other ways.
for unit in hall-kiosk hall-fallback; do
    for line in PrivateNetwork=yes IPAddressDeny=any RestrictAddressFamilies=AF_UNIX ProtectSystem=strict NoNewPrivileges=yes; do
        grep -qx "${line}" "${units}/${unit}.service" || complain "${unit} is without ${line}"
    done
    if grep -E '^(ReadWritePaths|BindPaths|StateDirectory|CacheDirectory)=.*(cache|/etc)' "${units}/${unit}.service"; then
        complain "${unit} could write into the content"
    fi
done

# Every unit that is here is installed by the package.
for path in "${units}"/*.service "${units}"/*.timer "${units}"/*.path; do
    grep -qF "${path##*/}" "${units}/CMakeLists.txt" || complain "${path##*/} is not installed"
done

# A mount namespace of its own would hide the stick from hall-sync.
if grep -E '^(Private|Protect|BindPaths|[A-Za-z]*Paths=|RootDirectory|TemporaryFileSystem|MountAPIVFS|DynamicUser|(State|Cache|Logs|Runtime)Directory)' "${units}/hall-usb@.service"; then
    complain "hall-usb@.service would mount in a namespace of its own"
fi

# People and folders: made in the small machine, then looked at.
cp "${units}/hall.sysusers.conf" "${machine}/usr/lib/sysusers.d/hall.conf"
cp "${units}/hall-kiosk.sysusers.conf" "${machine}/usr/lib/sysusers.d/hall-kiosk.conf"
cp "${units}/hall.tmpfiles.conf" "${machine}/usr/lib/tmpfiles.d/hall.conf"
cp "${units}/hall-kiosk.tmpfiles.conf" "${machine}/usr/lib/tmpfiles.d/hall-kiosk.conf"
if [[ ${EUID} -eq 0 ]]; then
    systemd-sysusers --root="${machine}" "${machine}/usr/lib/sysusers.d/"{hall,hall-kiosk}.conf >"${scratch}/words" 2>&1 ||
        complain "systemd-sysusers: $(cat "${scratch}/words")"
    grep -qE '^hall-cache:.*hall-(kiosk|sync),hall-(kiosk|sync)$' "${machine}/etc/group" || complain "screen and hall-sync have no common group"
    grep -qE '^hall-sync:.*/nologin$' "${machine}/etc/passwd" || complain "hall-sync may log in"
    grep -qE '^hall-wl:[^:]*:[0-9]+:hall-kiosk$' "${machine}/etc/group" || complain "others than the screens may open the Wayland socket"
    grep -qE '^hall-display:.*/nologin$' "${machine}/etc/passwd" || complain "hall-display may log in"
    systemd-tmpfiles --root="${machine}" --create "${machine}/usr/lib/tmpfiles.d/"{hall,hall-kiosk}.conf >"${scratch}/words" 2>&1 ||
        complain "systemd-tmpfiles: $(cat "${scratch}/words")"
    modes=$(cd -- "${machine}" && stat -c '%a %n' etc/hall/secrets var/lib/hall/cache var/lib/hall/outbox run/hall-usb run/hall-requests run/hall-report | paste -sd ' ')
    [[ ${modes} == '700 etc/hall/secrets 750 var/lib/hall/cache 2770 var/lib/hall/outbox 500 run/hall-usb 730 run/hall-requests 750 run/hall-report' ]] ||
        complain "the folders are: ${modes}"
else
    printf 'without root, people and folders are not made\n'
fi
printf 'fine: %d units\n' "${#names[@]}"
