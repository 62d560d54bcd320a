#!/usr/bin/env bash
# The whole way of one machine: hall-image makes a kiosk of a hall.conf, QEMU boots it with nothing of the tests
# inside, and through its screen alone a person goes from the first picture to a form and scans its code.
# HALL_PICTURES: a folder for the pictures and the times of the steps. HALL_IMAGE_DIR: a folder in which the image is
# kept; one that is newer than the packages is used again.
. "$(dirname -- "${BASH_SOURCE[0]}")/machines/vmkiosk.sh"

[[ ${EUID} -eq 0 ]] || skip "making an image needs root"
for tool in tesseract convert zbarimg; do command -v "${tool}" >/dev/null || skip "${tool} is not installed"; done
: "${HALL_ROOT:?}" "${suite:?}" "${hall_mirror:?}" "${HALL_PACKAGES:?the folder of the packages}"
kept=${HALL_IMAGE_DIR:-${scratch}/kept}
image=${kept}/hall-${suite}.ext4
pictures=${HALL_PICTURES:-${scratch}/pictures}
vnc=$((40 + $$ % 50))
mkdir -p "${pictures}" "${kept}/config"
: >"${pictures}/times.txt"

# step_took WORDS BEGAN
step_took() {
    awk "BEGIN { printf \"%7.1f s  %s\\n\", ${EPOCHREALTIME} - $2, \"$1\" }" | tee -a "${pictures}/times.txt"
}

# look PICTURE [X Y]: what is on the screen, after a touch at X Y where they are given; `colours` is their number.
colours=0
look() {
    read -r _ _ colours < <(python3 "${HALL_ROOT}/tests/system/vnc_look.py" $((5900 + vnc)) "${pictures}/$1.png" "${@:2}" 2>/dev/null)
}

# sees PICTURE WORDS: the words are on the screen, at `place`. An empty screen is not worth reading.
sees() {
    look "$1" && ((colours > 50)) && place=$(python3 "${HALL_ROOT}/tests/deploy/words.py" "${pictures}/$1.png" "$2" 2>"${scratch}/read")
}

# touch_words PICTURE WORDS: waits until the words are on the screen and touches them; PICTURE is what was seen before.
touch_words() {
    local began=${EPOCHREALTIME} place=
    wait_for 600 sees "$1" "$2" || complain "$2 never comes: $(cat "${scratch}/read" "${scratch}/vm-up.log")"
    step_took "$1.png shows $2; touched at ${place}" "${began}"
    # shellcheck disable=SC2086 # two words
    look touched ${place}
}

# The central server's content, and what a technician gets of it: hall.conf with root.json beside it.
prepare() {
    local place=${scratch}/root
    kiosk_root "${place}"
    kiosk_content "${place}"
    rm -rf "${kept}/tree"
    mv "${place}/srv/hall/tree" "${kept}/tree"
    cp "${place}/srv/hall/keys/root.json" "${kept}/config/"
    kiosk_settings "${place}" "SERVER_URL=http://${vm_host}:${vm_port}/" "NTP=${vm_host}"
    cp "${place}/etc/hall/hall.conf" "${kept}/config/hall.conf"
    printf '%s\n' "${vm_port}" >"${kept}/port"
    remove_tree "${place}"
}

case_image() {
    local began=${EPOCHREALTIME}
    "${HALL_ROOT}/deploy-scripts/hall-image" --suite "${suite}" --packages "${HALL_PACKAGES}" --out "${kept}" \
        --config "${kept}/config/hall.conf" --mirror "${hall_mirror}" >"${scratch}/image.log" 2>&1 ||
        complain "hall-image: $(tail -n 20 "${scratch}/image.log")"
    [[ -s ${image} && -s ${image%.ext4}.vmlinuz && -s ${image%.ext4}.initrd ]] || complain "not all is there: $(ls "${kept}")"
    step_took "hall-image --suite ${suite} --config hall.conf" "${began}"
}

code_is_there() {
    look form || return 1
    code=$(zbarimg --quiet --raw -Sdisable -Sqrcode.enable "${pictures}/form.png" 2>/dev/null |
        grep -xE 'https://hall\.example/f/[a-km-np-z2-9]{6}')
}

# power [OPTION…]: the machine is switched on.
power() {
    HALL_VM_SCREEN=xres=1920,yres=1080 "${HALL_ROOT}/tests/deploy/vm-up" --image "${image}" --vnc "${vnc}" "$@" >"${scratch}/vm-up.log" 2>&1 &
    printf '%s\n' $! >"${scratch}/vm-up.pid"
    wait_for 30 port_answers $((5900 + vnc)) || complain "vm-up: $(<"${scratch}/vm-up.log")"
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

if [[ -s ${image} && -z $(find "${HALL_PACKAGES}" -name 'hall-*.deb' -newer "${image}") ]]; then
    vm_port=$(<"${kept}/port")
else
    prepare
    run_case R1 'hall-image makes a kiosk of a hall.conf' case_image
fi
# A case runs in a shell of its own, which leaves nothing to be done at the end.
stop_vm() { if [[ -s ${scratch}/vm-up.pid ]]; then stop_process "$(<"${scratch}/vm-up.pid")" vm-up; fi; }
at_exit stop_vm
ln -sfn "${kept}/tree" "${scratch}/tree"
vm_serve
if [[ -s ${image} ]]; then run_case R2 'from power to the code of a form, through the screen alone' case_way; fi
stop_vm
if [[ -s ${image} ]]; then run_case R3 'the cable comes after the power' case_cable; fi
cases_done
