#!/usr/bin/env bash
# demo.sh on a machine without a display: it says so, serves the screen through VNC on loopback only, writes pictures,
# uses again what is there, and leaves nothing behind.
. "$(dirname -- "${BASH_SOURCE[0]}")/road.sh"

demo=${root}/deploy-scripts/demo.sh
state=${scratch}/state
unset DISPLAY WAYLAND_DISPLAY QT_QPA_PLATFORM
# The preloaded library comes before the sanitizer's own; that is harmless, as it does not use it.
export ASAN_OPTIONS="${ASAN_OPTIONS:+${ASAN_OPTIONS}:}verify_asan_link_order=0"

# start NAME: a run of its own; its words are in NAME.log.
start() {
    setsid "${demo}" --programs "${programs}" --state "${state}" >"${scratch}/$1.log" 2>&1 </dev/null 9>&- &
    session=$!
    at_exit stop_process "${session}" demo.sh
}

said_or_ended() {
    grep -qs -- "$2" "${scratch}/$1.log" || ! kill -0 "${session}" 2>/dev/null
}

# says NAME WORDS SECONDS: a run that has ended says nothing more.
says() {
    wait_for "$3" said_or_ended "$1" "$2" || true
    grep -qs -- "$2" "${scratch}/$1.log" || {
        cat "${scratch}/$1.log"
        cat "${state}"/*.log 2>/dev/null || true
        complain "the run never said: $2"
    }
}

# True when no process names our state folder any more.
gone() {
    local folder
    for folder in /proc/[0-9]*; do
        if is_process "${folder#/proc/}" "${state}"; then return 1; fi
    done
}

start first
says first 'There is no display' 300
says first 'Ctrl+C here ends the session' 600
vnc=$(grep -oE 'Open 127\.0\.0\.1:[0-9]+' "${scratch}/first.log" | grep -oE '[0-9]+$')
only_on_loopback "${vnc}" || complain "the VNC port is open to the network"

# A viewer sees the attract loop, and a press brings the home screen.
look=${root}/tests/system/vnc_look.py
read -r width height colours < <(python3 "${look}" "${vnc}" "${scratch}/attract.png")
[[ ${width}x${height} == 1920x1080 ]] || complain "the VNC screen is ${width}x${height}"
((colours > 20)) || complain "the VNC screen shows ${colours} colours"
read -r width height colours < <(python3 "${look}" "${vnc}" "${scratch}/home.png" 960 540)
((colours > 20)) || complain "the VNC screen shows ${colours} colours after a press"
must_refuse cmp "${scratch}/attract.png" "${scratch}/home.png"

web=$(cat "${state}/port")
only_on_loopback "${web}" || complain "the web server is open to the network"
[[ $(find "${state}/screenshots" -name '*.png' -size +4k | wc -l) -ge 10 ]] || complain "there are fewer than ten pictures"
if "${demo}" --programs "${programs}" --state "${state}" >"${scratch}/second.log" 2>&1; then
    complain "two demonstrations run in one folder"
fi
grep -q 'is running already' "${scratch}/second.log" || complain "the second run does not say why it ends"

"${demo}" --stop --state "${state}" >"${scratch}/stop.log" || complain "--stop failed"
wait_for 15 gone || complain "something of the demonstration still runs"
if port_answers "${vnc}" || port_answers "${web}"; then complain "a port still answers"; fi
keys_before=$(tree_digest "${state}/keys")
shown_before=$(readlink "${state}/cache/current")

start again
says again 'Made by an earlier run' 60
says again "shows ${shown_before}" 120
[[ $(tree_digest "${state}/keys") == "${keys_before}" ]] || complain "the keys were made anew"
# A killed run cleans nothing up, not the pictures' kiosk either; the next --stop does.
says again 'Taking pictures' 120
kill -KILL "${session}"
wait "${session}" 2>/dev/null || true
"${demo}" --stop --state "${state}" >"${scratch}/stop.log" || complain "--stop failed after a kill"
wait_for 15 gone || complain "something of the killed run still runs"
printf 'fine\n'
