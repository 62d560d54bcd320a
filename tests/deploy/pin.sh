#!/usr/bin/env bash
# hall-pin writes the hash of a PIN for root's eyes only, whole or not at all; what was there stays where the PIN is wrong.
# Usage: pin.sh PROGRAMS
. "$(dirname -- "${BASH_SOURCE[0]}")/../checks/tools.sh"

command=${root}/deploy-scripts/hall-pin
machine=${scratch}/machine
file=${machine}/etc/hall/secrets/technician.pin
mkdir -p "${machine}" "${scratch}/bin"

# ends CODE PATTERN INPUT
ends() {
    local code=0
    printf '%b' "$3" | "${command}" --root "${machine}" >"${scratch}/words" 2>&1 || code=$?
    [[ ${code} -eq $1 && $(<"${scratch}/words") =~ $2 ]] || complain "with $3 it ended with ${code}: $(cat "${scratch}/words")"
    # Nothing half written is left, and nobody but root may look.
    [[ ! -d ${machine}/etc || $(ls -A "${file%/*}") == technician.pin ]] || complain "left: $(ls -A "${file%/*}")"
}

# Stands for the real one, which is asked below.
# shellcheck disable=SC2016 # a script of its own
printf '#!/bin/sh\nread -r pin && [ "${pin}" != 999999 ] && echo "hash of ${pin}"\n' >"${scratch}/bin/hall-kiosk"
chmod +x "${scratch}/bin/hall-kiosk"
PATH=${scratch}/bin:${PATH}
for pin in '' '\n' 12345 1234567890123 12345a '123 456' '-123456' '１２３４５６'; do ends 2 '6 至 12 位|没有密码' "${pin}"; done
[[ ! -e ${file} ]] || complain "a wrong PIN was written"
ends 0 '下次启动时生效' '123456\n'
[[ $(<"${file}") == 'hash of 123456' && $(stat -c %a "${file}" "${file%/*}" "${machine}/etc/hall" | paste -sd ' ') == '600 700 755' ]] ||
    complain "written: $(ls -laR "${machine}/etc")"
(umask 022 && ends 0 '' 654321)
[[ $(<"${file}") == 'hash of 654321' && $(stat -c %a "${file}") == 600 ]] || complain "a second PIN: $(ls -la "${file}")"
ends 2 '6 至 12 位' '12345\n'
ends 1 '算不出' '999999\n'
[[ $(<"${file}") == 'hash of 654321' ]] || complain "a PIN that was refused has replaced the old one"

# On a terminal, where there are any: twice, and not to be seen.
if command -v script >/dev/null && [[ -e /dev/ptmx ]]; then
    for again in 246810 246811; do
        code=0
        printf '246810\n%s\n' "${again}" | script -qec "'${command}' --root '${machine}'" /dev/null >"${scratch}/words" 2>&1 || code=$?
        ((again == 246810 ? code == 0 : code == 2)) || complain "on a terminal: ${code}, $(cat "${scratch}/words")"
    done
    grep -q '两遍不一样' "${scratch}/words" || complain "on a terminal: $(cat "${scratch}/words")"
    [[ $(<"${file}") == 'hash of 246810' ]] || complain "on a terminal it wrote $(<"${file}")"
fi

# The program itself understands what it is given, and gives no PIN back.
# shellcheck disable=SC2016 # as it stands
if [[ -x ${1:-}/hall-kiosk ]]; then
    PATH=$1:${PATH}
    ends 0 '' '135790\n'
    [[ $(<"${file}") == '$argon2id$'* && $(<"${file}") != *135790* ]] || complain "the hash is $(<"${file}")"
fi
printf 'fine\n'
