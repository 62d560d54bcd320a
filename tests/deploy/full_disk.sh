#!/usr/bin/env bash
# hall-doctor --repair on a file system that is full: what can be had again goes, what the kiosk needs stays, and where
# that is not enough it says so and names what takes the room. In mounts of its own, on a small disk in memory.
if [[ -z ${HALL_OWN_MOUNTS:-} && ${EUID} -eq 0 ]] && unshare --mount true 2>/dev/null; then
    HALL_OWN_MOUNTS=yes exec unshare --mount --propagation private -- "$0" "$@"
fi
. "$(dirname -- "${BASH_SOURCE[0]}")/../checks/tools.sh"

[[ -n ${HALL_OWN_MOUNTS:-} ]] || skip "mounts need root"
command -v dpkg-deb >/dev/null || skip "dpkg is not installed"
doctor=${root}/deploy-scripts/hall-doctor
disk=${scratch}/disk
mkdir "${disk}"
mount -t tmpfs -o size=12m tmpfs "${disk}" 2>/dev/null || skip "no file system in memory can be had"
at_exit umount -l "${disk}"
# Nothing of this machine is cleared: its folders lie under those of the small disk, its journal is out of sight.
mount -t tmpfs tmpfs /run
for folder in log cache/apt/archives cache/hall; do
    mkdir -p "${disk}/${folder}"
    if [[ ! -d /var/${folder} ]]; then
        mkdir -p "/var/${folder}"
        at_exit rmdir --ignore-fail-on-non-empty "/var/${folder}"
    fi
    mount --bind "${disk}/${folder}" "/var/${folder}"
    at_exit umount -l "/var/${folder}"
done

deb() {
    local made=${scratch}/deb
    mkdir -p "${made}/DEBIAN" "${made}/usr/share"
    printf 'Package: hall-kiosk\nVersion: %s\nArchitecture: all\nMaintainer: Test <test@localhost>\nDescription: test\n' "$1" >"${made}/DEBIAN/control"
    head -c 1000000 /dev/urandom >"${made}/usr/share/noise"
    dpkg-deb --root-owner-group -Znone --build "${made}" "${disk}/cache/hall/deb/hall-kiosk_$1_all.deb" >/dev/null
}

# fill: to the last byte, with what belongs to nobody.
fill() {
    mkdir -p "${disk}/log/strange"
    dd if=/dev/zero of="${disk}/log/strange/ballast" bs=64k status=none 2>/dev/null || true
}

# repair CODE: the words are in scratch/words; only what is said of the small disk counts.
repair() {
    local code=0
    "${doctor}" --only A11 "$@" >"${scratch}/all" 2>&1 || code=$?
    ((code == 0 || code == 1 || code == 4)) || complain "hall-doctor ended with ${code}: $(cat "${scratch}/all")"
    grep -A 1 -E '/var/log|腾出' "${scratch}/all" >"${scratch}/words" || true
}

mkdir -p "${disk}/cache/hall/"{deb,offline}
for version in 1 2 3 4; do deb "${version}"; done
printf 'hall-kiosk_4_all.deb\n' >"${disk}/cache/hall/deb/good"
printf 'hall-kiosk_3_all.deb\n' >"${disk}/cache/hall/deb/previous"
head -c 500000 /dev/urandom >"${disk}/cache/hall/deb/.hall-kiosk_5_all.deb.tmp"
head -c 500000 /dev/urandom >"${disk}/cache/hall/offline/left.deb"
head -c 1000000 /dev/urandom >"${disk}/cache/apt/archives/fetched.deb"
head -c 300000 /dev/urandom | tee "${disk}/log/old.1.gz" >"${disk}/log/new.1.gz"
touch -d '20 days ago' "${disk}/log/old.1.gz"
printf 'a log of today\n' >"${disk}/log/messages"
fill

repair
grep -q '有问题\|已用 100%' "${scratch}/words" || complain "a full disk is not seen: $(cat "${scratch}/all")"
grep -q -- '--repair' "${scratch}/words" || complain "nothing is advised: $(cat "${scratch}/words")"
repair --repair
if grep -q '/var/log 的空间已用' "${scratch}/words"; then complain "after the repair: $(cat "${scratch}/words")"; fi
grep -q '腾出 [3-9] MB' "${scratch}/words" || complain "what was freed is told as: $(cat "${scratch}/all")"
left=$(cd -- "${disk}" && find . -type f -printf '%P\n' | grep -vE 'strange|archives/lock' | sort | paste -sd ' ')
wanted='cache/hall/deb/good cache/hall/deb/hall-kiosk_3_all.deb cache/hall/deb/hall-kiosk_4_all.deb cache/hall/deb/previous log/messages log/new.1.gz'
[[ ${left} == "${wanted}" ]] || complain "left after the repair: ${left}"

# Full of what nobody may throw away for people.
fill
if printf 'x' 2>/dev/null >"${disk}/log/one-more"; then complain "the disk is not full"; fi
repair --repair
grep -q '/var/log 的空间已用 100%.*能清理的已经清理' "${scratch}/words" || complain "it is not told that nothing is left to clear: $(cat "${scratch}/all")"
grep -q '最大的文件夹：/var/log/strange [0-9]* MB' "${scratch}/words" || complain "what takes the room is not named: $(cat "${scratch}/words")"
[[ -s ${disk}/log/strange/ballast && -s ${disk}/cache/hall/deb/hall-kiosk_3_all.deb ]] || complain "something was taken that is not ours to take"
printf 'fine\n'
