# An image of hall-image in a virtual machine with nothing of the tests inside: what is known of it is what its screen
# shows, what it asks the central server, and what its ssh answers. Sourced by level 3, never run.
# HALL_PICTURES: a folder for the pictures and the times of the steps. HALL_IMAGE_DIR: a folder in which the image is
# kept; one that is newer than the packages is used again. A machine runs on a copy, so the kept one stays as it was made.
# A script says which one is its own: image=${kept}/hall-${suite}.FORMAT.
# shellcheck shell=bash
# shellcheck source=vmkiosk.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/vmkiosk.sh"

[[ ${EUID} -eq 0 ]] || skip "making an image needs root"
for tool in tesseract convert zbarimg; do command -v "${tool}" >/dev/null || skip "${tool} is not installed"; done
: "${HALL_ROOT:?}" "${suite:?}" "${hall_mirror:?}" "${HALL_PACKAGES:?the folder of the packages}"
: "${image:=}"
kept=${HALL_IMAGE_DIR:-${scratch}/kept}/$(basename "$0" .sh)
pictures=${HALL_PICTURES:-${scratch}/pictures}
vnc=$((40 + $$ % 50))
mkdir -p "${pictures}" "${kept}/config"
times=${pictures}/$(basename "$0" .sh).txt
: >"${times}"

# step_took WORDS BEGAN
step_took() {
    awk "BEGIN { printf \"%7.1f s  %s\\n\", ${EPOCHREALTIME} - $2, \"$1\" }" | tee -a "${times}"
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

# prepare [NAME=VALUE…]: the central server's content, and what a technician gets of it: hall.conf with root.json beside.
prepare() {
    local place=${scratch}/root
    kiosk_root "${place}"
    kiosk_content "${place}"
    rm -rf "${kept}/tree"
    mv "${place}/srv/hall/tree" "${kept}/tree"
    cp "${place}/srv/hall/keys/root.json" "${kept}/config/"
    kiosk_settings "${place}" "SERVER_URL=http://${vm_host}:${vm_port}/" "NTP=${vm_host}" "$@"
    cp "${place}/etc/hall/hall.conf" "${kept}/config/hall.conf"
    printf '%s\n' "${vm_port}" >"${kept}/port"
    remove_tree "${place}"
}

# make_image FORMAT OPTION VALUE: a kiosk by --config, or Debian with the packages and a way in by --admin-keys.
make_image() {
    local began=${EPOCHREALTIME}
    "${HALL_ROOT}/deploy-scripts/hall-image" --suite "${suite}" --packages "${HALL_PACKAGES}" --out "${kept}" --format "$1" \
        "$2" "$3" --mirror "${hall_mirror}" >"${scratch}/image.log" 2>&1 ||
        complain "hall-image: $(tail -n 20 "${scratch}/image.log")"
    [[ -s ${image} ]] || complain "not all is there: $(ls "${kept}")"
    step_took "hall-image --suite ${suite} --format $1 $2 ${3##*/}" "${began}"
}

# image_is_new: the kept one will do.
image_is_new() {
    [[ -s ${image} && -z $(find "${HALL_PACKAGES}" -name 'hall-*.deb' -newer "${image}") ]]
}

# new_machine: the image on the disk of a machine that has never run.
new_machine() {
    local part
    machine=${scratch}/${image##*/}
    cp --sparse=always "${image}" "${machine}"
    for part in vmlinuz initrd; do
        if [[ -s ${image%.*}.${part} ]]; then ln -sfn "${image%.*}.${part}" "${machine%.*}.${part}"; fi
    done
}

# power [OPTION…]: it is switched on.
power() {
    HALL_VM_SCREEN=xres=1920,yres=1080 "${HALL_ROOT}/tests/deploy/vm-up" --image "${machine}" --vnc "${vnc}" "$@" >"${scratch}/vm-up.log" 2>&1 &
    printf '%s\n' $! >"${scratch}/vm-up.pid"
    wait_for 30 port_answers $((5900 + vnc)) || complain "vm-up: $(<"${scratch}/vm-up.log")"
}

# A case runs in a shell of its own, which leaves nothing to be done at the end.
stop_vm() {
    if [[ -s ${scratch}/vm-up.pid ]]; then stop_process "$(<"${scratch}/vm-up.pid")" vm-up; fi
}

# serve_tree: what was prepared, by the central server.
serve_tree() {
    ln -sfn "${kept}/tree" "${scratch}/tree"
    vm_serve
}
