#!/usr/bin/env bash
# The playbooks make kiosks of the machines of the example inventory: every hall.conf is one that hall-config accepts,
# all files come where hall-provision looks for them, a second run changes nothing, a restart happens only where it may,
# and what goes wrong stops the rest with a sentence. Real Ansible and real (small) packages with stand-ins of our
# commands, in namespaces of its own, so that nothing of this machine is changed.
# Usage: fleet.sh [all]   all: upgrades, restarts, reports and pictures as well; some minutes longer
if [[ ${HALL_INSIDE:-} != yes && ${EUID} -eq 0 ]] && unshare --mount --net true 2>/dev/null; then
    HALL_INSIDE=yes exec unshare --mount --net --propagation slave "$0" "$@"
fi
. "$(dirname -- "${BASH_SOURCE[0]}")/../checks/tools.sh"
# shellcheck source=memory.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/memory.sh"

for tool in ansible-playbook dpkg-deb apt-get; do
    command -v "${tool}" >/dev/null || skip "${tool} is not installed"
done
plays=${root}/deploy-scripts/ansible
export HOME=${scratch}/home ANSIBLE_REMOTE_TEMP=${scratch}/remote ANSIBLE_CONFIG=${plays}/ansible.cfg ANSIBLE_NOCOLOR=1 ANSIBLE_LOCALHOST_WARNING=False LC_ALL=C.UTF-8
mkdir "${HOME}"
words=${scratch}/words

# 1. Every playbook is one, and every machine of the example gets a configuration that is accepted, of a hall that there is.
ansible-playbook -i "${plays}/inventory/example.yml" --syntax-check "${plays}"/*.yml >"${words}" 2>&1 || complain "$(cat "${words}")"
cat >"${scratch}/render.yml" <<YAML
- hosts: kiosks
  connection: local
  gather_facts: false
  vars_files: ["${plays}/roles/kiosk/defaults/main.yml"]
  tasks:
    - ansible.builtin.template:
        src: ${plays}/roles/kiosk/templates/hall.conf.j2
        dest: ${scratch}/{{ inventory_hostname }}.conf
YAML
ansible-playbook -i "${plays}/inventory/example.yml" "${scratch}/render.yml" >"${words}" 2>&1 || complain "$(cat "${words}")"
good_settings() {
    "${root}/deploy-scripts/hall-config" validate "$1" >"${words}" 2>&1 || return 1
    grep -q "^ *- id: $(sed -n 's/^HALL=//p' "$1")\$" "${root}/assets/demo-content/site.yaml"
}
count=0
for settings in "${scratch}"/fs-*.conf; do
    good_settings "${settings}" || complain "${settings##*/}: $(cat "${words}" "${settings}")"
    count=$((count + 1))
done
((count == 4)) || complain "the example has ${count} machines, not 4"
grep -v BOTTOM_EDGE "${scratch}/fs-zw-01.conf" >"${scratch}/bad.conf"
must_refuse good_settings "${scratch}/bad.conf"
sed 's/^HALL=.*/HALL=zw/' "${scratch}/fs-zw-01.conf" >"${scratch}/bad.conf"
must_refuse good_settings "${scratch}/bad.conf"

# A key of hall.conf that the role does not know could not be set from the inventory.
knows_keys() {
    local key
    for key in $("${root}/deploy-scripts/hall-config" template touch | sed -n 's/^#\?\([A-Z_]*\)=.*/\1/p') LOBBY_PAGES; do
        [[ ${key} == KIOSK_ID ]] || grep -qx "  - ${key}" "$1" || return 1
    done
}
knows_keys "${plays}/roles/kiosk/defaults/main.yml" || complain "the role does not know every key of hall.conf"
grep -v ' - NTP$' "${plays}/roles/kiosk/defaults/main.yml" >"${scratch}/bad.yml"
must_refuse knows_keys "${scratch}/bad.yml"

[[ ${HALL_INSIDE:-} == yes ]] || skip "namespaces need root"
ip link set lo up 2>/dev/null || true
writes_to_memory etc usr var/cache var/lib
if dpkg-query -W hall-kiosk >/dev/null 2>&1; then skip "this machine is a kiosk"; fi

# Stand-ins. hall-provision keeps what lay beside its configuration; --check compares with that.
machine=${scratch}/machine
mkdir "${machine}"
tree=${scratch}/tree
mkdir -p "${tree}/usr/sbin"
stand_in() {
    # shellcheck disable=SC2016 # the stand-in expands
    printf '#!/bin/bash\nprintf "%%s\\n" "$(basename "$0") $*" >>%q\nmachine=%q\n' "${scratch}/asked" "${machine}" >"${tree}/usr/sbin/$1"
    cat >>"${tree}/usr/sbin/$1"
    chmod 0755 "${tree}/usr/sbin/$1"
}
stand_in hall-config <<SHELL
exec '${root}/deploy-scripts/hall-config' "\$@"
SHELL
stand_in hall-provision <<'SHELL'
case "$1" in
    --confirm) exit 0 ;;
    --check | --diff)
        diff -rN "$(dirname "$3")" "${machine}/now" && exit 0
        exit 3
        ;;
esac
rm -rf "${machine}/now"
cp -a "$(dirname "$2")" "${machine}/now"
mkdir -p /var/lib/hall-provision
touch /var/lib/hall-provision/manifest
if [[ -e ${machine}/boot ]]; then
    touch /run/hall-provision-reboot
    exit 5
fi
SHELL
stand_in hall-doctor <<'SHELL'
state=ok
if [[ -e ${machine}/ill ]]; then state=bad; fi
printf '{"checks":[{"id":"A1","state":"ok","title":{"zh":"配置文件"}},{"id":"A5","state":"%s","title":{"zh":"触摸屏"}}]}\n' "${state}"
[[ ${state} == ok ]]
SHELL
stand_in hall-upgrade <<'SHELL'
for word; do
    if [[ ${word} == --deb=* && ! -s ${word#--deb=} ]]; then exit 2; fi
done
if [[ -e ${machine}/back ]]; then
    printf '新版本没有显示，已退回\n' >&2
    exit 1
fi
SHELL
stand_in hall-screenshot <<'SHELL'
printf picture >"$2"
SHELL
release=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
mkdir -p "${tree}/DEBIAN" "${scratch}/empty/DEBIAN"

# packages VERSION: hall-kiosk has the commands, hall-sync nothing.
packages() {
    local name folder=${scratch}/debs/${release} from=${scratch}/empty
    rm -rf "${scratch}/debs"
    mkdir -p "${folder}"
    for name in hall-sync hall-kiosk; do
        printf 'Package: %s\nVersion: %s\nArchitecture: all\nMaintainer: none <root@localhost>\nDescription: stand-in\n' "${name}" "$1" >"${from}/DEBIAN/control"
        dpkg-deb --root-owner-group --build "${from}" "${folder}/${name}_$1_all.deb" >/dev/null
        from=${tree}
    done
}

# The bureau's inventory, made of the example as its comments say.
inventory=${scratch}/inventory
mkdir -p "${inventory}/group_vars/all" "${inventory}/files"
sed "s|^\( *kiosk_debs:\).*|\1 ${scratch}/debs|" "${plays}/inventory/example.yml" >"${inventory}/bureau.yml"
cat >"${inventory}/group_vars/all/vault.yml" <<'YAML'
ansible_connection: local
kiosk_look_pause: 0
kiosk_grub_pbkdf2: grub.pbkdf2.sha512.10000.SECRETONE
kiosk_admin_passwd: $6$SECRETTWO
kiosk_vault:
  fs-zw-01: {dropbox_token: SECRETTHREE, technician_pin: SECRETFOUR, client_certificate: SECRETFIVE, client_key: SECRETSIX}
YAML

# play CODE NAME OPTION…: its words are in scratch/words.
play() {
    local wanted=$1 name=$2 code=0
    shift 2
    : >"${scratch}/asked"
    (cd "${scratch}" && ansible-playbook -i "${inventory}/bureau.yml" "${plays}/${name}.yml" "$@") >"${words}" 2>&1 || code=$?
    ((code == wanted)) || complain "${name} $* ended with ${code}, not ${wanted}: $(cat "${words}")"
    # Only a connection to this machine itself cannot be closed and opened anew.
    if grep -v 'Reset is not implemented' "${words}" | grep -q 'WARN\|DEPRECAT'; then complain "${name} $*: $(grep -A 3 'WARN\|DEPRECAT' "${words}")"; fi
    if grep -q SECRET "${words}"; then complain "a secret is shown: $(grep SECRET "${words}")"; fi
}
# Ansible breaks long lines at spaces.
says() { tr -s ' \n' ' ' <"${words}" | grep -qF -- "$1" || complain "「$1」 is not said: $(cat "${words}")"; }
asked() { grep -qE -- "$1" "${scratch}/asked"; }
one=(--limit fs-zw-01)

# 2. What is missing on the management machine is told before anything is changed.
play 2 site "${one[@]}"
says root.json
printf '{}\n' >"${inventory}/files/root.json"
printf 'ssh-ed25519 AAAA one\n' >"${inventory}/files/admin.pub"
printf 'key\n' >"${inventory}/files/bureau.pub"
play 2 site "${one[@]}"
says "${scratch}/debs/${release} 里应有且只有一个 hall-sync_"
[[ ! -e /etc/hall && ! -e /var/cache/hall ]] || complain "something was written already"

# 3. Bare machine: look, make, look again.
packages 1.0
play 0 site "${one[@]}" --check
says 还没有装终端程序
[[ ! -e /usr/sbin/hall-provision && ! -e /var/cache/hall ]] || complain "--check installed something"
play 0 site "${one[@]}"
asked '^hall-provision --config /run/hall-fleet/hall.conf$' || complain "not provisioned: $(cat "${scratch}/asked")"
[[ $(tail -n 2 "${scratch}/asked") == 'hall-provision --confirm'$'\n''hall-doctor --level A --json' ]] || complain "not confirmed: $(cat "${scratch}/asked")"
for name in root.json admin.pub bureau.pub grub.pbkdf2 admin.passwd hall.conf; do
    [[ -s ${machine}/now/${name} ]] || complain "${name} does not lie beside hall.conf"
done
[[ $(<"${machine}/now/admin.passwd") == "\$6\$SECRETTWO" && ! -e /run/hall-fleet ]] || complain "the settings are not as given, or left"
[[ $(cd /etc/hall/secrets && stat -c '%n %a %U' -- . *) == $'. 700 root\nclient.crt 600 root\nclient.key 600 root\ndropbox.token 600 root\ntechnician.pin 600 root' ]] ||
    complain "secrets: $(ls -l /etc/hall/secrets)"
[[ -s /var/cache/hall/deb/hall-kiosk_1.0_all.deb && -s /var/cache/hall/deb/hall-sync_1.0_all.deb ]] || complain "there is no way back"
play 0 site "${one[@]}"
grep -q 'changed=0 ' "${words}" || complain "a second run changes something: $(cat "${words}")"
if asked 'hall-provision --con'; then complain "a second run provisions: $(cat "${scratch}/asked")"; fi

if [[ ${1:-} != all ]]; then
    printf 'fine\n'
    exit 0
fi

# 4. A new setting is shown, and not done, with --check. Then a server of the bureau's own authority is believed.
play 0 site "${one[@]}" --check --diff -e kiosk_channel=canary
says CHANNEL=canary
asked 'hall-provision --diff' || complain "--diff was not asked: $(cat "${scratch}/asked")"
if grep -q canary "${machine}/now/hall.conf"; then complain "--check provisions"; fi
if command -v openssl >/dev/null && command -v update-ca-certificates >/dev/null; then
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=bureau -keyout "${scratch}/ca.key" \
        -out "${inventory}/files/server-ca.crt" 2>/dev/null
fi

# 5. A restart is told of, and done where it may be: at a later run as well.
touch "${machine}/boot"
play 0 site "${one[@]}" -e kiosk_channel=canary
says 要重启一次才全部生效
if [[ -e ${inventory}/files/server-ca.crt && ! -e /etc/ssl/certs/hall-server.pem ]]; then complain "the bureau's authority is not believed"; fi
play 2 site "${one[@]}" -e kiosk_channel=canary -e kiosk_reboot=true
says 'with local connection would reboot'
rm /run/hall-provision-reboot "${machine}/boot"

# 6. What is ill after it and was not before stops the rest.
# shellcheck disable=SC2016 # the stand-in expands
sed -i 's/^state=ok/&; if grep -q portrait-right "${machine}\/now\/hall.conf"; then touch "${machine}\/ill"; fi/' /usr/sbin/hall-doctor
play 2 site "${one[@]}" -e kiosk_orientation=portrait-right
says '新出了问题：A5'
play 0 site "${one[@]}" -e kiosk_orientation=inverted
says '有问题：A5'
rm "${machine}/ill"

# 7. Another version is for upgrade.yml; a kiosk that went back stops the rest.
packages 2.0
play 0 site "${one[@]}" -e kiosk_orientation=inverted
says '用 upgrade.yml 升级'
[[ ! -e /var/cache/hall/deb/hall-kiosk_2.0_all.deb ]] || complain "a version that nobody has tried counts as kept"
play 0 upgrade "${one[@]}"
asked '^hall-upgrade --wait 120 --deb=/var/cache/hall/incoming/hall-sync_2.0_all.deb --deb=/var/cache/hall/incoming/hall-kiosk_2.0_all.deb$' ||
    complain "upgraded by: $(cat "${scratch}/asked")"
[[ ! -e /var/cache/hall/incoming ]] || complain "packages are left on their way"
touch "${machine}/back"
play 2 upgrade --limit fs-zw-01,fs-zw-02
says '新版本没有显示，已退回'
[[ $(grep -c hall-upgrade "${scratch}/asked") -eq 1 ]] || complain "the next kiosk was tried after a failure"

# 8. Reports and pictures: of today only, and what could not be had is told.
sed -i 's/^          ansible_host: 10.1.2.12$/          ansible_host: 127.0.0.1\n          ansible_port: 9\n          ansible_connection: ssh/' "${inventory}/bureau.yml"
mkdir -p "${scratch}/reports"
touch "${scratch}/reports/fs-zw-02.json" "${machine}/ill"
play 2 doctor --limit hall_shizhongxin
says '连不上：fs-zw-02'
says '有问题：fs-zw-01（A5 触摸屏）'
says "${scratch}/reports"
[[ -s ${scratch}/reports/fs-zw-01.json && ! -e ${scratch}/reports/fs-zw-02.json ]] || complain "an old report is left"
rm "${machine}/ill"
play 0 doctor "${one[@]}"
says '没有问题的 1 台'
play 0 screenshot --limit fs-zw-01,fs-zw-51
says "取到 1 张，在 ${scratch}/reports：fs-zw-51.png"
[[ $(<"${scratch}/reports/fs-zw-51.png") == picture && ! -e ${scratch}/reports/fs-zw-01.png && ! -e /run/hall-screenshot.png ]] || complain "pictures"
play 2 screenshot --limit fs-zw-02 -e kiosk_screenshot_touch=true
says '没取到：fs-zw-02（连不上）'
printf 'fine\n'
