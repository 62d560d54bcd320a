#!/usr/bin/env bash
# The whole way of one machine: hall-image makes a kiosk of a hall.conf, QEMU boots it with nothing of the tests
# inside, and through its screen alone a person goes from the first picture to a form and scans its code.
. "$(dirname -- "${BASH_SOURCE[0]}")/machines/vmimage.sh"

image=${kept}/hall-${suite}.ext4

# touch_words PICTURE WORDS: waits until the words are on the screen and touches them; PICTURE is what was seen before.
touch_words() {
    local began=${EPOCHREALTIME} place=
    wait_for 600 sees "$1" "$2" || complain "$2 never comes: $(cat "${scratch}/read" "${scratch}/vm-up.log")"
    step_took "$1.png shows $2; touched at ${place}" "${began}"
    # shellcheck disable=SC2086 # two words
    look touched ${place}
}

case_image() {
    make_image ext4 --config "${kept}/config/hall.conf"
    [[ -s ${image%.ext4}.vmlinuz && -s ${image%.ext4}.initrd ]] || complain "not all is there: $(ls "${kept}")"
}

code_is_there() {
    look form || return 1
    code=$(zbarimg --quiet --raw -Sdisable -Sqrcode.enable "${pictures}/form.png" 2>/dev/null |
        grep -xE 'https://hall\.example/f/[a-km-np-z2-9]{6}')
}

case_way() {
    local began=${EPOCHREALTIME} code='' form
    power
    wait_for 600 grep -qs 'GET /o/' "${scratch}/access.log" || complain "the kiosk fetches nothing: $(cat "${scratch}/access.log")"
    step_took "the kiosk has begun to fetch the release" "${began}"
    touch_words attract 触摸屏幕开始
    touch_words home 登记、办证、签注
    touch_words topic 居住登记
    touch_words guide 带走
    wait_for 120 code_is_there || complain "no form's code is on the screen"
    step_took "form.png shows the code of a form" "${began}"
    # Where the central server's own configuration leads such an address.
    form=$(curl -sSf "http://127.0.0.1:${vm_port}/w/${code#https://hall.example/}.pdf" | sha256sum)
    [[ ${form} == "$(sha256sum <"${HALL_ROOT}/assets/demo-content/forms/f-hz-03.pdf")" ]] || complain "${code} is not the form"
    step_took "${code}, scanned, is the form; since the power came" "${began}"
}

# Switched on in the morning before somebody finds the cable: the screens do not wait for it, the content comes with it.
case_cable() {
    local began=${EPOCHREALTIME} before socket
    before=$(wc -l <"${scratch}/access.log")
    power --no-cable
    wait_for 600 sees cable 触摸屏幕开始 || complain "without a cable there is no picture"
    step_took "cable.png: the screens stand without a network" "${began}"
    [[ $(wc -l <"${scratch}/access.log") == "${before}" ]] || complain "the cable was not out"
    socket=$(sed -nE 's/.*QMP: ([^;]+);.*/\1/p' "${scratch}/vm-up.log")
    vm_cable "${socket%/*}" on || complain "the cable cannot be put in"
    began=${EPOCHREALTIME}
    wait_for 300 asks_again || complain "the server is not asked when the cable comes"
    step_took "the server is asked; since the cable came" "${began}"
}

asks_again() { (($(wc -l <"${scratch}/access.log") > before)); }

if image_is_new; then
    vm_port=$(<"${kept}/port")
else
    prepare ORIENTATION=landscape
    run_case R1 'hall-image makes a kiosk of a hall.conf' case_image
fi
at_exit stop_vm
serve_tree
if [[ -s ${image} ]]; then
    new_machine
    run_case R2 'from power to the code of a form, through the screen alone' case_way
    stop_vm
    run_case R3 'the cable comes after the power' case_cable
fi
cases_done
