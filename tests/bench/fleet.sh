#!/usr/bin/env bash
# A fleet of real hall-sync processes against one nginx: what polling, one small release and an urgent notice take.
# Usage: fleet.sh PROGRAMS RESULTS [KIOSKS [POLL-SECONDS [MEASURE-SECONDS]]]
# shellcheck source=../system/counted.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/../system/counted.sh"

start_road
count_requests 0
run_half bench/fleet.py --results "${2:?the folder of the results}" --log "${access_log}" \
    --nginx "$(webserver_pid "${scratch}/nginx")" --kiosks "${3:-20}" --poll "${4:-2}" --seconds "${5:-15}"
