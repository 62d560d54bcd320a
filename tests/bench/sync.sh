#!/usr/bin/env bash
# Bytes on the wire and time of hall-sync beside rsync and zsync, on the same content, in one run.
# Usage: sync.sh PROGRAMS RESULTS PUBLISH-FOLDER [VIDEO-MB [ROUNDS]]
# shellcheck source=../system/counted.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/../system/counted.sh"

for tool in rsync zsync zsyncmake; do
    command -v "${tool}" >/dev/null || skip "${tool} is not installed"
done

start_road
count_requests 0
# What zsync fetches lies on the same server.
mkdir "${scratch}/rivals"
printf 'server {\n    listen 127.0.0.3:%s;\n    root "%s";\n}\n' "${port}" "${scratch}/rivals" \
    >>"${scratch}/nginx/hall-site.conf"
kill -HUP "$(webserver_pid "${scratch}/nginx")"
run_half bench/sync.py --results "${2:?the folder of the results}" --publish-folder "${3:?the program}" \
    --port "${port}" --log "${access_log}" --video "${4:-16}" --rounds "${5:-1}"
