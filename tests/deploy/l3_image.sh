#!/usr/bin/env bash
# The whole way of one machine: hall-image makes a kiosk of a hall.conf, QEMU boots it with nothing of the tests
# inside, and through its screen alone a person goes from the first picture to a form and scans its code.
# The pictures and the times of each step go to HALL_PICTURES, where that names a folder.
. "$(dirname -- "${BASH_SOURCE[0]}")/machines/vmkiosk.sh"

[[ ${EUID} -eq 0 ]] || skip "making an image needs root"
for tool in tesseract convert zbarimg; do command -v "${tool}" >/dev/null || skip "${tool} is not installed"; done
image=${scratch}/out/hall-${suite}.ext4
pictures=${HALL_PICTURES:-${scratch}/pictures}
viewer=${HALL_ROOT}/tests/system/vnc_look.py
vnc=$((40 + $$ % 50))
item=居住登记
topic=登记、办证、签注
mkdir -p "${pictures}" "${scratch}/config"

# step_took WORDS SECONDS
step_took() { printf '%-58s %7s s\n' "$1" "$2" | tee -a "${pictures}/times.txt"; }

# look PICTURE [X Y]: what is on the screen, after a touch at X Y where they are given.
look() { python3 "${viewer}" $((5900 + vnc)) "${pictures}/$1.png" "${@:2}"; }

# touch_words PICTURE WORDS: touches where the words stand in the last picture; the next one is PICTURE.
last=
touch_words() {
    local place started=${EPOCHREALTIME}
    place=$(python3 "${HALL_ROOT}/tests/deploy/words.py" "${pictures}/${last}.png" "$2") || complain "no place to touch in ${last}"
    # shellcheck disable=SC2086 # two words
    look "$1" ${place} >"${scratch}/look" || complain "after touching $2 there is no picture"
    last=$1
    step_took "touch $2 at ${place}, look: $1.png" "$(since "${started}")"
}

since() { awk "BEGIN { printf \"%.1f\", ${EPOCHREALTIME} - $1 }"; }

# The central server's content, and what a technician gets of it: hall.conf with root.json beside it.
prepare() {
    local place=${scratch}/root
    kiosk_root "${place}"
    kiosk_content "${place}"
    mv "${place}/srv/hall/tree" "${scratch}/tree"
    cp "${place}/srv/hall/keys/root.json" "${scratch}/config/"
    kiosk_settings "${place}" "SERVER_URL=http://${vm_host}:${vm_port}/" "NTP=${vm_host}" HALL=shizhongxin
    cp "${place}/etc/hall/hall.conf" "${scratch}/config/hall.conf"
    remove_tree "${place}"
}

case_image() {
    local started=${EPOCHREALTIME}
    "${HALL_ROOT}/deploy-scripts/hall-image" --suite "${suite}" --packages "${HALL_PACKAGES}" --out "${scratch}/out" \
        --config "${scratch}/config/hall.conf" --mirror "${hall_mirror}" >"${scratch}/image.log" 2>&1 ||
        complain "hall-image: $(tail -n 20 "${scratch}/image.log")"
    [[ -s ${image} && -s ${image%.ext4}.vmlinuz && -s ${image%.ext4}.initrd ]] || complain "not all is there: $(ls "${scratch}/out")"
    step_took "hall-image --suite ${suite} --config hall.conf" "$(since "${started}")"
}

case_way() {
    local started=${EPOCHREALTIME} codes code form
    HALL_VM_SCREEN=xres=1920,yres=1080 "${HALL_ROOT}/tests/deploy/vm-up" --image "${image}" --vnc "${vnc}" >"${scratch}/vm-up.log" 2>&1 &
    at_exit stop_process $! vm-up
    wait_for 30 port_answers $((5900 + vnc)) || complain "vm-up: $(<"${scratch}/vm-up.log")"
    wait_for 420 attracts || complain "no picture with words comes: $(tail -n 5 "${scratch}/vm-up.log")"
    step_took "vm-up to the first picture with the screens' words" "$(since "${started}")"
    last=attract
    touch_words home 触摸屏幕
    touch_words topic "${topic}"
    touch_words guide "${item}"
    touch_words form 带走
    codes=$(zbarimg --quiet --raw -Sdisable -Sqrcode.enable "${pictures}/form.png" 2>/dev/null || true)
    code=$(grep -xE 'https://hall\.example/f/[a-km-np-z2-9]{6}' <<<"${codes}") || complain "no form's code in the picture, but: ${codes:-nothing}"
    form=$(curl -sSfL "http://127.0.0.1:${vm_port}/${code#https://hall.example/}" | sha256sum)
    [[ ${form} == "$(sha256sum <"${HALL_ROOT}/assets/demo-content/forms/f-hz-03.pdf")" ]] || complain "${code} is not the form"
    printf '%s is the form, from power to code %s s\n' "${code}" "$(since "${started}")"
}

attracts() {
    look attract >/dev/null 2>&1 && python3 "${HALL_ROOT}/tests/deploy/words.py" "${pictures}/attract.png" 触摸屏幕 >/dev/null 2>&1
}

prepare
vm_serve
run_case R1 'hall-image makes a kiosk of a hall.conf' case_image
[[ -s ${image} ]] && run_case R2 'from the image to the code of a form, through the screen alone' case_way
cases_done
