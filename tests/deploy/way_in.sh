#!/usr/bin/env bash
# Whoever looks after a kiosk gets in again: the technicians' account and its keys, a lock-down that would shut everybody
# out is refused before it begins, and new rules of the network that nobody confirms are taken back.
. "$(dirname -- "${BASH_SOURCE[0]}")/tree.sh"

for tool in systemctl systemd-sysusers useradd chpasswd ssh-keygen openssl; do
    PATH=${PATH}:/usr/sbin command -v "${tool}" >/dev/null || skip "${tool} is not installed"
done
make_tree "${scratch}/machine"
state=${machine}/var/lib/hall-provision
mkdir "${machine}/root/set" "${machine}/root/bare"
"${root}/deploy-scripts/hall-config" template touch >"${machine}/root/set/hall.conf"
cp "${machine}/root/set/hall.conf" "${machine}/root/bare/hall.conf"
chmod 0711 "${machine}/root"
chmod 0700 "${machine}/root/set"
ssh-keygen -q -t ed25519 -N '' -C technician -f "${scratch}/key"
keys=${machine}/root/set/admin.pub

# does CODE ARGUMENT…: hall-provision on the machine itself, as root ends so.
does() {
    local wanted=$1 code=0
    shift
    inside hall-provision "$@" >"${scratch}/out" 2>&1 || code=$?
    ((code == wanted)) || complain "hall-provision $* ended with ${code}, not ${wanted}: $(told)"
}

told() { cat "${scratch}/out"; }
says() { grep -q -- "$1" "${scratch}/out" || complain "it does not say $1: $(told)"; }
# A run's own files come and go in /run, which is memory.
picture() { (cd -- "${machine}" && find . -xdev -path ./tmp -prune -o ! -path ./run -printf '%y %m %U %p %l %T@\n' | sort); }

# What may not be read is not called missing.
inside setpriv --reuid=65534 --clear-groups hall-provision --check --config /root/set/hall.conf >"${scratch}/out" 2>&1 || true
says '没有读取的权限'
inside setpriv --reuid=65534 --clear-groups hall-provision --check --config /root/bare/none.conf >"${scratch}/out" 2>&1 || true
says '没有这个文件'

# A console of Linux has no Chinese letters: there a command says so, in English.
: >"${machine}/dev/tty2"
inside env TERM=linux bash -c 'hall-provision --check --config /root/none.conf >/dev/tty2 2>&1' || true
[[ $(head -n 1 "${machine}/dev/tty2") == *'cannot show Chinese'* ]] || complain "on a console: $(cat "${machine}/dev/tty2")"
inside env TERM=linux bash -c 'hall-doctor --only A12 >/dev/tty2 2>&1' || true
grep -q '^1 checks: ' "${machine}/dev/tty2" || complain "on a console: $(cat "${machine}/dev/tty2")"
inside env TERM=linux bash -c 'hall-doctor --only A12 --lang zh >/dev/tty2 2>&1' || true
grep -q '^共 1 项' "${machine}/dev/tty2" || complain "by --lang zh: $(cat "${machine}/dev/tty2")"
inside env TERM=linux hall-provision --check --config /root/none.conf >"${scratch}/out" 2>&1 || true
if grep -q Chinese "${scratch}/out"; then complain "away from a console: $(told)"; fi

# Nobody would get in: refused, and nothing was done.
picture >"${scratch}/before"
does 4 --config /root/bare/hall.conf --phase users,network
says 'admin.pub'
says '--no-remote'
does 3 --config /root/bare/hall.conf --phase users,network --check
[[ $(tail -n 1 "${scratch}/out") == *admin.pub* ]] || complain "--check does not end with it: $(told)"

# bad WORDS TEXT: keys that are none.
bad() {
    printf '%b' "$2" >"${keys}"
    does 2 --config /root/set/hall.conf --phase users,network
    says "$1"
}
good=$(<"${scratch}/key.pub")
bad '第 2 行：不是 OpenSSH 公钥' "# ours\nssh-ed25519 AAAAnothing technician\n"
bad '第 1 行：这是私钥' "$(<"${scratch}/key")\n"
bad '里面没有公钥' '# nobody\n\n'
bad '第 1 行：不是 OpenSSH 公钥' "\xff\xfes\0s\0h\0-\0"
bad '第 3 行' "${good}\n\n${good%%AAAA*}AAAA \n"
rm "${keys}"
printf 'secret\n' >"${machine}/root/set/admin.passwd"
does 2 --config /root/set/hall.conf --phase users,network
says 'openssl passwd -6'
if grep -q secret "${scratch}/out"; then complain "the password is told: $(told)"; fi
rm "${machine}/root/set/admin.passwd"
cmp -s <(grep -v ' ./root/set ' "${scratch}/before") <(picture | grep -v ' ./root/set ') ||
    complain "a run that was refused wrote: $(diff "${scratch}/before" <(picture))"

# With keys as Windows writes them, and a password.
printf '\xef\xbb\xbf%s\r\nfrom="10.1.2.0/24" %s\r\n' "${good}" "${good}" >"${keys}"
openssl passwd -6 -salt hall 四海 >"${machine}/root/set/admin.passwd"
does 0 --config /root/set/hall.conf --phase users,network
home=${machine}/home/hall-tech
account=$(grep '^hall-tech:' "${machine}/etc/passwd")
[[ ${account} =~ ^hall-tech:x:([0-9]+):[0-9]+:[^:]*:/home/hall-tech:/bin/bash$ ]] || complain "the account: ${account}"
[[ $(stat -c '%a %u' "${home}/.ssh" "${home}/.ssh/authorized_keys" | paste -sd ' ') == "700 ${BASH_REMATCH[1]} 600 ${BASH_REMATCH[1]}" ]] ||
    complain "its keys: $(ls -lan "${home}/.ssh")"
[[ $(<"${home}/.ssh/authorized_keys") == "${good}"$'\n'"from=\"10.1.2.0/24\" ${good}" ]] || complain "its keys: $(cat "${home}/.ssh/authorized_keys")"
grep -qF "hall-tech:$(<"${machine}/root/set/admin.passwd"):" "${machine}/etc/shadow" || complain "its password: $(cat "${machine}/etc/shadow")"
grep -qE '^hall-admin:.*:hall-tech$' "${machine}/etc/group" || complain "its group: $(cat "${machine}/etc/group")"
[[ $(stat -c %a "${machine}/etc/sudoers.d/60-hall-tech") == 440 ]] || complain "it cannot become root"
[[ $(cd "${machine}/etc/sudoers.d" && printf '%s\n' * | tail -n 1) == 60-hall-tech ]] || complain "sudo would ask for a password"
picture >"${scratch}/done"
does 0 --config /root/set/hall.conf --phase users,network
cmp -s "${scratch}/done" <(picture) || complain "a second run changes: $(diff "${scratch}/done" <(picture))"
# From here on without the files beside: somebody gets in already, and what was given stays.
does 0 --config /root/bare/hall.conf --phase users,network
[[ -s ${home}/.ssh/authorized_keys ]] || complain "the keys are gone"
# Other keys, alone.
sed 's/technician/other/' "${scratch}/key.pub" >"${machine}/root/other.pub"
does 0 --admin-keys /root/other.pub
[[ $(<"${home}/.ssh/authorized_keys") == *other ]] || complain "the keys are as before"
does 0 --config /root/bare/hall.conf --phase users,network
[[ $(<"${home}/.ssh/authorized_keys") == *other ]] || complain "the keys of before came back"

# Who may confirm, and what.
does 4 --confirm
says '没有等着确认'
: >"${state}/confirm"
does 0 --config /root/bare/hall.conf --phase time
[[ $(tail -n 1 "${scratch}/out") == *--confirm* ]] || complain "it is not the last word: $(told)"
inside setpriv --reuid=65534 --clear-groups hall-provision --confirm >"${scratch}/out" 2>&1 && complain "nobody may confirm: $(told)"
says '要以 root 执行'
does 0 --confirm
[[ ! -e ${state}/confirm ]] || complain "it is not confirmed"
: >"${state}/confirm"
[[ -s ${machine}/etc/ssh/sshd_config.d/00-hall.conf ]] || complain "there is nothing to take back"
does 0 --revert network
[[ ! -e ${machine}/etc/ssh/sshd_config.d/00-hall.conf && ! -e ${machine}/etc/hall/nftables.conf ]] || complain "it is not taken back"
[[ -s ${machine}/etc/systemd/system/hall-network-revert.timer ]] || complain "what takes it back is gone"
does 4 --confirm
says '已经自动还原'
does 0 --phase network
does 0 --revert network
[[ -s ${machine}/etc/ssh/sshd_config.d/00-hall.conf ]] || complain "without a question it was taken back"
# Cut off while taking back: it goes on at the next start.
mv "${state}/reverted" "${state}/reverting"
does 0 --revert network
[[ ! -e ${machine}/etc/ssh/sshd_config.d/00-hall.conf && -e ${state}/reverted ]] || complain "a cut stopped the way back"
systemd-analyze --man=no verify "${machine}/etc/systemd/system/hall-network-revert.timer" >"${scratch}/out" 2>&1 || true
if grep -E 'hall-network-revert.*(Unknown|Invalid|Failed to parse)' "${scratch}/out"; then complain "systemd does not take the timer"; fi
[[ -L ${machine}/etc/systemd/system/timers.target.wants/hall-network-revert.timer ]] || complain "a start would not go on with it"

# Un-provisioned, the account is gone; then without any, by a word.
inside hall-unprovision --yes >"${scratch}/out" 2>&1 || complain "hall-unprovision: $(told)"
if grep -E 'hall-(tech|admin)' "${machine}/etc/passwd" "${machine}/etc/group"; then complain "people stay behind"; fi
[[ ! -e ${home} && ! -e ${machine}/etc/sudoers.d/60-hall-tech ]] || complain "the account's files stay behind"
does 0 --config /root/bare/hall.conf --phase users,network --no-remote
does 0 --config /root/bare/hall.conf --phase users,network
# Edited after a cut: the edit holds.
rm "${state}/phases/time" "${machine}/etc/chrony/hall.conf" 2>/dev/null || true
mkdir -p "${machine}/etc/chrony/hall.conf"
does 4 --config /root/bare/hall.conf --phase users,time
rmdir "${machine}/etc/chrony/hall.conf"
sleep 0.01
sed -i 's/^NTP=.*/NTP=ntp.edited.example/' "${machine}/etc/hall/hall.conf"
does 0 --resume
says '按改过的做'
grep -q ntp.edited.example "${machine}/etc/chrony/hall.conf" || complain "--resume undid what a person wrote"
printf 'fine\n'
