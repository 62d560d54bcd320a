#!/usr/bin/env bash
# A folder on the first partition makes a kiosk of a machine of an image: what a technician sees of it there, what the
# machine has afterwards, and that a mistake can be put right on any computer. The disk is a stand-in, the rest is not.
. "$(dirname -- "${BASH_SOURCE[0]}")/tree.sh"

for tool in systemctl systemd-sysusers useradd ssh-keygen openssl; do
    PATH=${PATH}:/usr/sbin command -v "${tool}" >/dev/null || skip "${tool} is not installed"
done
make_tree "${scratch}/machine"
once=${machine}/var/lib/hall-first-conf
folder=${machine}/part/hall
mkdir -p "${machine}/part" "${machine}/standin"

# stand_in NAME: what is read from the standard input is this program.
stand_in() {
    { printf '#!/bin/sh\n' && cat; } >"${machine}/standin/$1"
    chmod 0755 "${machine}/standin/$1"
}

stand_in findmnt <<<'echo /dev/disk2'
# Another disk has a partition of the same name.
stand_in lsblk <<<'case "$*" in *PKNAME*) echo disk ;; *) printf "/dev/disk1 hall-efi\n/dev/disk2 hall-root\n" ;; esac'
# shellcheck disable=SC2016 # for the shell inside
stand_in mount <<<'for place; do :; done; [ "$1 $2" = "-t vfat" ] && echo "$*" | grep -q /dev/disk1 && exec /usr/bin/mount --bind /part "${place}"'
stand_in systemctl <<<'case "$*" in *reboot*) echo "$*" >>/restarts ;; *) exec /usr/bin/systemctl "$@" ;; esac'
# Packages and the screen are tried elsewhere.
# shellcheck disable=SC2016
stand_in hall-provision <<<'/hall/hall-provision "$@" --phase users,lockdown,network,time || exit; exit $(cat /code)'
printf '0\n' >"${machine}/code"

# starts CODE: the machine is switched on.
starts() {
    local code=0
    inside env PATH=/standin:/usr/sbin:/usr/bin:/sbin:/bin /hall/image/hall-first-conf >"${scratch}/out" 2>&1 || code=$?
    ((code == $1)) || complain "it ended with ${code}, not $1: $(told)"
    if grep -q ' /run/hall-first-conf' "${machine}/proc/self/mountinfo"; then complain "the partition stays mounted"; fi
}

told() { cat "${scratch}/out" "${folder}/result.txt" 2>/dev/null; }
result() { grep -q "$1" "${folder}/result.txt" || complain "result.txt does not say $1: $(told)"; }

starts 0
[[ ! -e ${once} ]] || complain "without a folder it believes to be done"
mkdir "${folder}"
printf 'KIOSK_ID=x\n' >"${folder}/hall.conf.txt"
starts 1
result 'hall.conf.txt'
# As Notepad of Windows leaves it: the first time with a slip of the pen.
"${root}/deploy-scripts/hall-config" template touch | sed $'1s/^/\xef\xbb\xbf/; s/$/\r/' >"${folder}/hall.conf"
ssh-keygen -q -t ed25519 -N '' -C technician -f "${scratch}/key"
sed 's/$/\r/' "${scratch}/key.pub" >"${folder}/admin.pub"
openssl passwd -6 四海 >"${folder}/admin.passwd"
for name in client.crt client.key dropbox.token technician.pin; do printf 'secret of %s\r\n' "${name}" >"${folder}/${name}"; done
sed -i 's/^HALL=/HULL=/' "${folder}/hall.conf"
starts 1
result '没有「HULL」'
result $'\r$'
[[ -e ${folder}/client.key && -e ${folder}/admin.passwd && ! -e ${once} ]] || complain "a mistake cannot be put right: $(ls "${folder}")"
sed -i 's/^HULL=/HALL=/' "${folder}/hall.conf"
starts 0
result '部署成功'
[[ -e ${once} && ! -e ${machine}/restarts ]] || complain "it is not done, or was started anew: $(told)"
for name in client.crt client.key dropbox.token technician.pin; do
    [[ $(<"${machine}/etc/hall/secrets/${name}") == "secret of ${name}" ]] || complain "${name} did not arrive"
    [[ $(stat -c %a "${machine}/etc/hall/secrets/${name}") == 600 && ! -e ${folder}/${name} ]] || complain "${name} lies open"
done
[[ $(stat -c %a "${machine}/etc/hall/secrets") == 700 && $(stat -c %a "${machine}/etc/hall/display") == 755 ]] || complain "folders: $(ls -la "${machine}/etc/hall")"
[[ ! -e ${folder}/admin.passwd && -e ${folder}/hall.conf ]] || complain "left on the partition: $(ls "${folder}")"
cmp -s "${scratch}/key.pub" "${machine}/home/hall-tech/.ssh/authorized_keys" || complain "the technician does not get in"
grep -q 60-client "${machine}/var/lib/hall-provision/manifest" || complain "the certificate is not used"
[[ ! -e ${machine}/run/hall-first-conf/conf ]] || complain "the configuration is left in memory"
# Once and no more.
rm "${folder}/result.txt"
starts 0
[[ ! -e ${folder}/result.txt ]] || complain "a second start did it again"
rm "${once}"
printf '5\n' >"${machine}/code"
starts 0
[[ $(<"${machine}/restarts") == '--no-block reboot' && -e ${once} ]] || complain "a restart was needed: $(told)"
systemd-analyze --man=no verify "${root}/deploy-scripts/image/hall-first-conf.service" 2>&1 | grep -E 'hall-first-conf.*(Unknown|Invalid|ordering)' && complain "systemd does not take the unit"
printf 'fine\n'
