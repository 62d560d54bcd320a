#!/usr/bin/env bash
# Bytes on the wire and time of hall-sync beside rsync and zsync, on the same content, in one run.
# Usage: sync.sh PROGRAMS PUBLISH-FOLDER RESULTS [VIDEO-MB [ROUNDS]]
. "$(dirname -- "${BASH_SOURCE[0]}")/../system/counted.sh"

for tool in rsync zsync zsyncmake; do
    command -v "${tool}" >/dev/null || skip "${tool} is not installed"
done

start_road
count_requests 0
# What zsync fetches lies on the same server.
mkdir "${scratch}/rivals"
printf 'server {\n    listen 127.0.0.3:%s;\n    root "%s";\n}\n' "${port}" "${scratch}/rivals" >>"${scratch}/nginx/hall-site.conf"
kill -HUP "$(webserver_pid "${scratch}/nginx")"
hall_said=yes # the program tells its reason itself
python3 -B "${root}/tests/bench/sync.py" --programs "${programs}" --publish-folder "${2:?the program}" \
    --results "${3:?the folder of the results}" --scratch "${scratch}" --port "${port}" --log "${access_log}" \
    --video "${4:-16}" --rounds "${5:-1}"
