#!/usr/bin/env bash
# A whole disk of hall-image with a root in memory: the firmware of UEFI starts it with Secure Boot on, the machine's
# identity and what it has fetched outlast a power cut.
. "$(dirname -- "${BASH_SOURCE[0]}")/machines/vmimage.sh"

image=${kept}/hall-${suite}.raw
ssh_port=$((21000 + $$ % 900))

case_disk() {
    make_image raw --config "${kept}/config/hall.conf"
}

# stands PICTURE: the machine is switched on, and the screens stand.
stands() {
    local began=${EPOCHREALTIME}
    power --ssh "${ssh_port}"
    wait_for 900 sees "$1" 触摸屏幕开始 || complain "no picture comes: $(cat "${scratch}/vm-up.log")"
    step_took "$1.png: from the firmware to the screens" "${began}"
    wait_for 180 host_key "$1" || complain "its ssh does not answer"
}

# host_key NAME: the identity by which technicians know the machine.
host_key() {
    ssh-keyscan -T 20 -t ed25519 -p "${ssh_port}" 127.0.0.1 2>/dev/null | awk '{ print $3 }' >"${kept}/$1.key"
    [[ -s ${kept}/$1.key ]]
}

requests() { grep -c "${1:-.}" "${scratch}/access.log" || true; }

# Twenty seconds without a file; whether there is something new is asked on and on.
is_settled() {
    local before
    before=$(requests 'GET /o/')
    sleep 20
    (($(requests 'GET /o/') == before))
}

case_firmware() {
    stands first
    wait_for 300 grep -qs 'GET /o/' "${scratch}/access.log" || complain "the kiosk fetches nothing: $(cat "${scratch}/access.log")"
    wait_for 600 is_settled || complain "the release is never whole"
    requests 'GET /o/' >"${kept}/objects"
}

case_lasts() {
    local before
    before=$(requests)
    stands second
    cmp "${kept}/first.key" "${kept}/second.key" || complain "technicians meet another machine after a power cut"
    wait_for 300 asked_again || complain "the server is not asked again"
    wait_for 120 is_settled || complain "files are fetched without an end"
    [[ $(requests 'GET /o/') == "$(<"${kept}/objects")" ]] || complain "what was fetched is fetched again: $(tail -n 5 "${scratch}/access.log")"
}

asked_again() { (($(requests) > before)); }

if image_is_new; then
    vm_port=$(<"${kept}/port")
else
    prepare READONLY_ROOT=yes ADMIN_NET=10.0.2.0/24
    run_case R4 'hall-image makes a whole disk with a root in memory' case_disk
fi
at_exit stop_vm
serve_tree
if [[ -s ${image} ]]; then
    new_machine
    run_case R5 'from the firmware to screens with the release' case_firmware
    stop_vm
    run_case R6 'a power cut: the same machine with the same content' case_lasts
fi
cases_done
