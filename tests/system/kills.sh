#!/usr/bin/env bash
# hall-sync is killed at random moments of updates from nginx; what is shown is always one whole published release.
# Usage: kills.sh PROGRAMS PUBLISH-FOLDER [KILLS [SEED]]
. "$(dirname -- "${BASH_SOURCE[0]}")/counted.sh"

start_tree
count_requests 1m
run_half system/kills.py --publish-folder "${2:?the program}" --control-url "${control_url}" --log "${access_log}" \
    --kills "${3:-20}" ${4:+--seed "$4"}
