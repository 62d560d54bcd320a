#!/usr/bin/env bash
# A fleet of real hall-sync processes against one nginx: what polling, one small release and an urgent notice take.
# Usage: fleet.sh PROGRAMS RESULTS [KIOSKS [POLL-SECONDS [MEASURE-SECONDS]]]
. "$(dirname -- "${BASH_SOURCE[0]}")/../system/counted.sh"

start_road
count_requests 0
hall_said=yes # the program tells its reason itself
python3 -B "${root}/tests/bench/fleet.py" --programs "${programs}" --results "${2:?the folder of the results}" \
    --scratch "${scratch}" --url "${url}" --log "${access_log}" --nginx "$(webserver_pid "${scratch}/nginx")" \
    --kiosks "${3:-20}" --poll "${4:-2}" --seconds "${5:-15}"
