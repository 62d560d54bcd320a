#!/usr/bin/env bash
# Faults in a random order on one kiosk; after each step one whole published release is shown. Needs root and loop
# devices, as power_cuts.sh does.
# Usage: chaos.sh PROGRAMS PUBLISH-FOLDER [STEPS [SEED]]
. "$(dirname -- "${BASH_SOURCE[0]}")/mounts.sh"
. "$(dirname -- "${BASH_SOURCE[0]}")/counted.sh"
. "$(dirname -- "${BASH_SOURCE[0]}")/disk.sh"

library=$(find /usr/lib -name libfaketime.so.1 -print -quit 2>/dev/null)
[[ -n ${library} ]] || skip "libfaketime is not installed"
make_disk
start_tree
count_requests 1m
run_half system/chaos.py --publish-folder "${2:?the program}" --faketime "${library}" \
    --steps "${3:-20}" ${4:+--seed "$4"}
