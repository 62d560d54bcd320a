#!/usr/bin/env bash
# The power fails at random moments of updates: the cache lies on an ext4 of its own, which is shut down so that nothing
# survives but what is on the disk. Needs root and loop devices.
# Usage: power_cuts.sh PROGRAMS PUBLISH-FOLDER NOFLUSH [CUTS [SEED]]
. "$(dirname -- "${BASH_SOURCE[0]}")/mounts.sh"
. "$(dirname -- "${BASH_SOURCE[0]}")/counted.sh"
. "$(dirname -- "${BASH_SOURCE[0]}")/disk.sh"

make_disk
start_tree
count_requests 1m
run_half system/power_cuts.py --publish-folder "${2:?the program}" --noflush "${3:?the library}" \
    --cuts "${4:-8}" ${5:+--seed "$5"}
