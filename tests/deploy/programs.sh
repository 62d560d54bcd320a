#!/usr/bin/env bash
# Every program that the commands of a kiosk start is there: it comes with any Debian, with a package that ours depend on,
# or with packages/kiosk.txt. Usage: programs.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/../checks/tools.sh"

here=${root}/deploy-scripts
# What Debian's installer puts on every machine, and what only hall-image needs, which fetches it by itself.
always=' apt bash bsdutils coreutils debianutils diffutils dpkg e2fsprogs findutils gzip grep hostname init-system-helpers
 initramfs-tools iproute2 kmod libc-bin login mawk mount passwd procps sed systemd udev util-linux '
image=$(sed -E 's/#.*//; /^$/d' "${here}/packages/"{image,boot}.txt)
ours='hall-kiosk hall-sync'
# Does without, and says so.
welcome='ddcutil'
# Names of programs which here are words of awk, jq or a case.
words='dir free identify last size sum'

# Packages and their programs.
programs() {
    cat <<'TABLE'
apt apt-get apt-cache apt-config
bash bash
bsdutils logger
coreutils basename cat chgrp chmod chown chroot comm cp cut date dd df dirname du env head id install ln ls mkdir mktemp mv
coreutils nice nohup od paste pathchk printenv readlink rm rmdir sha256sum shred sleep sort split stat stdbuf sync tac tail tee
coreutils timeout touch tr truncate uname uniq users wc yes
debianutils run-parts
diffutils cmp diff
dpkg dpkg dpkg-deb dpkg-query
e2fsprogs mke2fs
findutils find xargs
gzip gzip
grep grep
iproute2 ip ss
kmod modprobe
libc-bin iconv getent locale localedef ldconfig
mawk awk
mount mount umount
passwd groupdel useradd userdel usermod
procps ps pgrep sysctl
sed sed
systemd journalctl loginctl networkctl systemctl systemd-analyze systemd-notify systemd-run systemd-sysusers systemd-tmpfiles timedatectl
udev udevadm
util-linux agetty blkid findmnt flock mountpoint rtcwake runuser setpriv setsid unshare
chrony chronyc
fontconfig fc-match fc-list
grim grim
jq jq
kbd chvt
libinput-tools libinput
alsa-utils speaker-test
smartmontools smartctl
nftables nft
openssh-server sshd ssh-keygen
ca-certificates openssl
seatd seatd
sway sway swaymsg
sudo sudo visudo
usbguard usbguard
grub2-common update-grub
initramfs-tools update-initramfs
fdisk sfdisk
dosfstools mkfs.vfat
mtools mcopy mmd
mmdebstrap mmdebstrap
squashfs-tools mksquashfs
ddcutil ddcutil
hall-sync hall-sync hallctl
hall-kiosk hall-kiosk hall-fallback
TABLE
}

# needed FILE…: words where a program's name stands, one a line.
needed() {
    local word='[a-z][a-z0-9_.-]*' before='^|[|;({!]|&&|\$\(|\b(then|do|else|if|while|until|exec|inside)\b'
    sed -E 's/^[[:space:]]*#.*//
        s/\b(ask ("[^"]*"|[a-z0-9-]+)|timeout ("[^"]*"|[0-9]+)|stdbuf -[a-zA-Z]+|command -v|hash|setpriv( --[a-z-]+=?[^ ]*)+|--) /; /g' "$@" |
        grep -oP "(${before})\s*\K${word}(?=\s|\$|\))" | sort -u
}

# missing LIST FILE…: programs of which the table knows no package, or whose package a kiosk does not get.
missing() {
    local list=$1 program package have
    local -A of=()
    shift
    while read -r package program; do for program in ${program}; do of[${program}]=${package}; done; done < <(programs)
    have="${always} ${image} ${ours} ${welcome} $(sed -E 's/#.*//' "${list}")"
    have+=" $(sed -n '/\(KIOSK\|SYNC\)_PACKAGE_DEPENDS /,/)$/p' "${here}/packaging/CMakeLists.txt" | tr -c '[:alnum:]+.-' ' ')"
    have=$(tr -s '[:space:]' '\n' <<<"${have}")
    while read -r program; do
        package=${of[${program}]:-}
        if [[ -n ${package} ]]; then
            if ! grep -qxF -- "${package}" <<<"${have}"; then printf '%s of %s\n' "${program}" "${package}"; fi
        elif ! grep -qxF -- "${program}" <<<"${known}" && type -P "${program}" >/dev/null; then
            printf '%s of a package that this test does not know\n' "${program}"
        fi
    done < <(needed "$@")
}

mapfile -t scripts < <(cd "${here}" && printf '%s\n' "${here}"/hall-* "${here}"/{lib,phases,checks}/*.sh "${here}"/{display,usb}/hall-* "${here}/image/hall-first-boot" |
    grep -vE '/lib/(build|screen|webserver)\.sh$')
# Words of the shell and functions of ours.
known=$(
    compgen -bk
    grep -ohP '^\s*\K[a-z_A-Z0-9]+(?=\(\) )' "${scripts[@]}"
    tr ' ' '\n' <<<"${words}"
)
found=$(missing "${here}/packages/kiosk.txt" "${scripts[@]}")
[[ -z ${found} ]] || complain "a kiosk does not have: ${found}"
(($(needed "${scripts[@]}" | wc -l) > 80)) || complain "few programs were found: $(needed "${scripts[@]}")"

# Self-proof: each kind of place is seen, and so is what nobody has asked about.
for name in libinput-tools alsa-utils smartmontools usbguard; do
    grep -vxF "${name}" "${here}/packages/kiosk.txt" >"${scratch}/short.txt"
    [[ $(missing "${scratch}/short.txt" "${scripts[@]}") == *" of ${name}"* ]] || complain "without ${name} nothing is missing"
done
# shellcheck disable=SC2016 # a sample
printf 'if ! ask "x ${y}" python3 --version; then :; fi\n' >"${scratch}/sample"
[[ $(missing "${here}/packages/kiosk.txt" "${scratch}/sample") == 'python3 of '* ]] || complain "a program of no known package is not seen"
printf 'fine: %d scripts\n' "${#scripts[@]}"
