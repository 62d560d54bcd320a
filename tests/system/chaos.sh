#!/usr/bin/env bash
# Faults in a random order on one kiosk; after each step one whole published release is shown. Needs root and loop
# devices, as power_cuts.sh does.
# Usage: chaos.sh PROGRAMS PUBLISH-FOLDER [STEPS [SEED]]
. "$(dirname -- "${BASH_SOURCE[0]}")/counted.sh"
. "$(dirname -- "${BASH_SOURCE[0]}")/disk.sh"

library=$(find /usr/lib -name libfaketime.so.1 -print -quit 2>/dev/null)
[[ -n ${library} ]] || skip "libfaketime is not installed"
make_disk
start_tree
count_requests 1m
hall_said=yes # the program tells its reason itself
python3 -B "${root}/tests/system/chaos.py" --programs "${programs}" --publish-folder "${2:?the program}" \
    --faketime "${library}" --scratch "${scratch}" --url "${url}" --steps "${3:-20}" ${4:+--seed "$4"}
