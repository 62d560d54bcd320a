#!/usr/bin/env bash
# A kiosk whose line is dead gets its update from a technician's stick: hall-publish writes it, the import script mounts
# it, the running hall-sync takes it; a stick that somebody has changed is refused.
. "$(dirname -- "${BASH_SOURCE[0]}")/road.sh"
. "$(dirname -- "${BASH_SOURCE[0]}")/disk.sh"

make_disk
import=${root}/deploy-scripts/usb/hall-usb-import
control=${scratch}/control
export HALL_USB_PLACE=${scratch}/place HALLCTL=${scratch}/hallctl
mkdir "${HALL_USB_PLACE}"
printf '#!/bin/sh\nexec %q --control %q "$@"\n' "${programs}/hallctl" "${control}" >"${HALLCTL}"
chmod +x "${HALLCTL}"

fill_stick() {
    mount -o loop "${scratch}/disk.img" "${scratch}/disk"
    run usb "${programs}/hall-publish" usb "${scratch}/disk" --repo "${tree}" --root "${keys}/root.json"
    umount "${scratch}/disk"
}

# Plugs the stick in, as udev would say it. The exit code is the script's.
plug_in() {
    local device code=0
    device=$(losetup --find --show "${scratch}/disk.img")
    "${import}" "${device##*/}" >"${scratch}/import.log" 2>&1 || code=$?
    losetup --detach "${device}"
    return "${code}"
}

start_road
publish
sync_once || complain "the first release was not fetched: $(cat "${scratch}/sync.log")"
# From here on the server cannot be reached.
"${programs}/hall-sync" --url http://127.0.0.1:1/ --cache "${cache}" --root "${keys}/root.json" --run-dir "${scratch}/run" \
    --control "${control}" >"${scratch}/daemon.log" 2>&1 9>&- &
daemon=$!
at_exit stop_process "${daemon}" hall-sync
wait_for 10 test -S "${control}" || complain "hall-sync does not listen: $(cat "${scratch}/daemon.log")"

fill_stick
plug_in || complain "a stick with nothing new ended with $?: $(cat "${scratch}/import.log")"
old=$(generation)
python3 "${root}/tests/system/change_fee.py" "${workspace}" HZ07 739 >/dev/null
publish
fill_stick
plug_in || complain "the stick was not taken ($?): $(cat "${scratch}/import.log")"
[[ $(generation) != "${old}" ]] || complain "the stick's release is not shown: $(cat "${scratch}/import.log")"
[[ $(database "SELECT fee_text FROM item WHERE id = 'HZ07'") == *739* ]] || complain "the new fee did not come"

# Somebody else's hand: one byte of what is signed, and of the largest object.
old=$(generation)
python3 "${root}/tests/system/change_fee.py" "${workspace}" HZ07 740 >/dev/null
publish
fill_stick
mount -o loop "${scratch}/disk.img" "${scratch}/disk"
snapshot=$(find "${scratch}/disk/meta" -name '*.snapshot.json' | sort -V | tail -n 1)
printf 'x' | dd of="${snapshot}" bs=1 seek=200 conv=notrunc status=none
umount "${scratch}/disk"
code=0
plug_in || code=$?
((code == 1)) || complain "a changed stick ended with ${code}, not 1: $(cat "${scratch}/import.log")"
[[ $(generation) == "${old}" ]] || complain "a changed stick was taken"
printf 'fine: %s by stick\n' "${old##*/}"
