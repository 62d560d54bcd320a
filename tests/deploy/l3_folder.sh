#!/usr/bin/env bash
# One image for forty machines: a whole disk with Debian and the packages only becomes a kiosk by the folder that a
# technician has put on its first partition, from a computer whose editor writes files of Windows.
. "$(dirname -- "${BASH_SOURCE[0]}")/machines/vmimage.sh"

image=${kept}/hall-${suite}.raw
ssh_port=$((21900 + $$ % 900))
command -v mcopy >/dev/null || skip "mtools is not installed"

# The first partition, which begins at one MiB.
first_part() { printf '%s@@1M' "${machine}"; }

case_bare() {
    ssh-keygen -q -t ed25519 -N '' -C technician -f "${kept}/key" </dev/null
    make_image raw --admin-keys "${kept}/key.pub"
}

# as_windows FILE: as a file of an editor of Windows.
as_windows() { { printf '\357\273\277' && sed 's/$/\r/' "$1"; }; }

put_folder() {
    mkdir -p "${scratch}/folder"
    as_windows "${kept}/config/hall.conf" >"${scratch}/folder/hall.conf"
    cp "${kept}/config/root.json" "${scratch}/folder/"
    printf 'a token\r\n' >"${scratch}/folder/dropbox.token"
    mcopy -s -i "$(first_part)" "${scratch}/folder" ::hall || complain "the first partition takes no folder"
}

# by_ssh COMMAND: as the technician who holds the key.
by_ssh() {
    ssh -q -i "${kept}/key" -p "${ssh_port}" -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null \
        -o ConnectTimeout=30 -o IdentitiesOnly=yes hall-tech@127.0.0.1 "$@"
}

is_done() { by_ssh sudo -n test -e /var/lib/hall-first-conf; }

# Its restart at the end is its own. Nobody logs in before: the new rules of the network would wait for a word of his.
case_becomes() {
    local began=${EPOCHREALTIME}
    put_folder
    power --restart --ssh "${ssh_port}"
    wait_for 1800 sees folder 触摸屏幕开始 || complain "no picture comes: $(cat "${scratch}/read" "${scratch}/vm-up.log")"
    step_took 'folder.png: the folder made it a kiosk, the screens stand; since the power came' "${began}"
    wait_for 300 is_done || complain "the folder is not taken for done: $(by_ssh sudo -n journalctl -u hall-first-conf -o cat --no-pager | tail -n 20)"
    wait_for 600 grep -qs 'GET /o/' "${scratch}/access.log" || complain "the kiosk fetches nothing: $(cat "${scratch}/access.log")"
    by_ssh sudo -n cat /etc/hall/secrets/dropbox.token | cmp - <(printf 'a token\n') || complain "the token is not what it was"
    by_ssh sudo -n hall-config get KIOSK_ID >"${scratch}/id" || complain "the machine has no name"
    grep -qx "KIOSK_ID=$(<"${scratch}/id")" "${kept}/config/hall.conf" || complain "it calls itself $(<"${scratch}/id")"
    [[ $(by_ssh date +%z) == +0800 ]] || complain "it has not Beijing time: $(by_ssh date)"
    by_ssh sudo -n nft list table inet hall >"${scratch}/rules" || complain "the firewall is not up: $(by_ssh sudo -n nft list ruleset)"
    ! by_ssh sudo -n test -e /var/lib/hall-provision/confirm || complain "the rules of the network would be taken back"
}

# What the technician reads who takes the disk out again.
case_result() {
    mcopy -n -i "$(first_part)" ::hall/result.txt "${pictures}/result.txt" || complain "there is no result.txt"
    grep -q '部署成功' "${pictures}/result.txt" || complain "$(cat "${pictures}/result.txt")"
    ! mdir -b -i "$(first_part)" ::hall | grep -q token || complain "the secret still lies in the folder"
}

if image_is_new; then
    vm_port=$(<"${kept}/port")
else
    prepare ADMIN_NET=10.0.2.0/24
    run_case R7 'hall-image makes a disk for any kiosk' case_bare
fi
at_exit stop_vm
serve_tree
if [[ -s ${image} ]]; then
    new_machine
    run_case R8 'the folder hall on it makes it a kiosk' case_becomes
    stop_vm
    run_case R9 'the folder says how it went and keeps no secret' case_result
fi
cases_done
