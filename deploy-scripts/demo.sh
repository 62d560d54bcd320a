#!/usr/bin/env bash
# Shows the whole road on this machine: installs what is missing, builds the programs, publishes the demo content,
# signs it with demo keys, serves it with nginx on loopback, fetches it with hall-sync and opens the kiosk.
#
# Usage: deploy-scripts/demo.sh [OPTION…]
#   --role touch|lobby   the citizen's touchscreen (default) or the lobby's rolling display
#   --portrait           an upright screen
#   --windowed           a window instead of the full screen
#   --vnc                show the session through VNC even where there is a display
#   --state DIR          keys, releases, cache, logs and screenshots (default: ~/.local/state/hall-demo)
#   --build DIR          where to build (default: build in the source folder)
#   --programs DIR       take the programs from DIR; install and build nothing
#   --stop               end what an earlier run with the same --state has left running
#   --help
#
# Run it as often as you like: packages, build, keys and releases that are there are used again. Everything it
# starts ends with it. Exit code: 0 fine, 1 something failed, 2 wrong use, 3 the machine lacks something.
set -Eeuo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=lib/common.sh
. "${here}/lib/common.sh"
# shellcheck source=lib/packages.sh
. "${here}/lib/packages.sh"
# shellcheck source=lib/build.sh
. "${here}/lib/build.sh"
# shellcheck source=lib/webserver.sh
. "${here}/lib/webserver.sh"
# shellcheck source=lib/screen.sh
. "${here}/lib/screen.sh"

role="touch"
portrait=no
windowed=no
force_vnc=no
stop=no
state=
build=
programs=

read_options() {
    while (($# > 0)); do
        case "$1" in
            --role | --state | --build | --programs)
                (($# > 1)) || fail "$1 needs a value; see --help." 2
                declare -g "${1#--}=$2"
                shift
                ;;
            --portrait) portrait=yes ;;
            --windowed) windowed=yes ;;
            --vnc) force_vnc=yes ;;
            --stop) stop=yes ;;
            --help)
                print_help "${BASH_SOURCE[0]}"
                exit 0
                ;;
            *) fail "Unknown option $1; see --help." 2 ;;
        esac
        shift
    done
    [[ ${role} == touch || ${role} == lobby ]] || fail "The role is touch or lobby, not ${role}." 2
    if [[ -z ${state} ]]; then
        state=${XDG_STATE_HOME:-${HOME:?HOME is not set; name a folder with --state}/.local/state}/hall-demo
    fi
    mkdir -p "${state}" || fail "The folder ${state} cannot be made." 3
    state=$(cd -- "${state}" && pwd)
    if [[ -z ${build} ]]; then
        build=${HALL_ROOT}/build
        if [[ ! -w ${HALL_ROOT} && ! -w ${build} ]]; then build=${state}/build; fi
    fi
}

prepare_programs() {
    if [[ -n ${programs} ]]; then
        programs=$(cd -- "${programs}" && pwd) || fail "There is no folder ${programs}." 2
        step "Using the programs in ${programs}"
        return 0
    fi
    step "Looking for packages this machine needs"
    install_packages "${here}/packages/build.txt" "${here}/packages/run.txt"
    step "Building the programs in ${build}"
    build_programs "${build}" -DCMAKE_BUILD_TYPE=RelWithDebInfo -DBUILD_TESTING=OFF
    programs=${build}/bin
}

make_keys() {
    step "Keys that sign the demo's releases: ${state}/keys"
    if [[ -f ${state}/keys/root.json ]]; then
        note "Made by an earlier run, used again."
        return 0
    fi
    # A cache signed by other keys could never be updated again.
    rm -rf "${state}/keys" "${state}/tree" "${state}/cache"
    "${programs}/hall-publish" keys init "${state}/keys" || fail "The keys could not be made."
    note "Made for this demonstration only; real keys are made and kept elsewhere."
}

# The port is part of every printed code, so a second run keeps the first one's where it can.
choose_port() {
    local wanted=8089
    if [[ -f ${state}/port ]]; then wanted=$(<"${state}/port"); fi
    port=$(free_port "${wanted}")
    printf '%s\n' "${port}" >"${state}/port"
    url=http://127.0.0.1:${port}
}

# hall-publish makes release N+1 only where the content differs from release N, and says which it did.
publish() {
    local workspace=${HALL_ROOT}/assets/demo-content
    step "Publishing ${workspace} to ${state}/tree"
    "${programs}/hall-publish" build "${workspace}" --repo "${state}/tree" --keys "${state}/keys" \
        --public-url "${url}" >"${state}/publish.log" 2>&1 || {
        tail -n 20 "${state}/publish.log" >&2
        fail "The content could not be published."
    }
    note "$(tail -n 1 "${state}/publish.log")"
}

serve() {
    step "Serving the releases at ${url}"
    at_exit stop_webserver "${state}/nginx"
    mkdir -p "${state}/nginx"
    start_webserver "${state}/nginx" "${state}/tree" "${port}" ||
        fail "nginx did not start; its log is ${state}/nginx/error.log"
    note "nginx, process $(webserver_pid "${state}/nginx"), on the loopback address only."
}

fetch() {
    step "Fetching the newest release into ${state}/cache"
    "${programs}/hall-sync" --url "${url}" --cache "${state}/cache" --root "${state}/keys/root.json" \
        --run-dir "${state}/run" --once || fail "hall-sync did not get a release."
    note "The screen shows $(readlink "${state}/cache/current")."
}

# Starts the kiosk with the options given beside the common ones; it ends with this script.
start_kiosk() {
    local -a options=(--content "${state}/cache" --role "${role}" "$@")
    if [[ ${portrait} == yes ]]; then options+=(--portrait); fi
    "${programs}/hall-kiosk" "${options[@]}" >"${state}/kiosk.log" 2>&1 9>&- &
    kiosk=$!
    at_exit stop_process "${kiosk}" hall-kiosk
}

wait_for_kiosk() {
    local code=0
    wait "${kiosk}" || code=$?
    if ((code != 0)) && display_refused; then return 1; fi
    ((code == 0)) || fail "The kiosk ended with code ${code}; its log is ${state}/kiosk.log"
    note "The kiosk has ended; the web server is stopped too."
}

# A display may exist and yet not be ours, as another user's or after a change of user.
display_refused() {
    grep -qE 'could not connect to display|no Qt platform plugin could be initialized' "${state}/kiosk.log"
}

# Fails where the display turns us away.
show_on_display() {
    local -a options=()
    step "Opening the kiosk"
    if [[ ${windowed} == yes ]]; then
        options=(--windowed)
    else
        note "Full screen. Ctrl+C here ends it, as does '${BASH_SOURCE[0]} --stop' from another terminal."
    fi
    QT_QPA_PLATFORM=${platform} start_kiosk "${options[@]}"
    wait_for_kiosk
}

show_through_vnc() {
    local size=1920x1080 millimetres=476x268 vnc preload
    if [[ ${portrait} == yes ]]; then
        size=1080x1920
        millimetres=268x476
    fi
    step "Serving the screen through VNC"
    preload=$(find_preload)
    vnc=$(free_port 5900)
    platform=vnc:size=${size}:mmsize=${millimetres}:port=${vnc}
    QT_QUICK_BACKEND=software LD_PRELOAD=${preload} QT_QPA_PLATFORM=${platform} start_kiosk
    wait_for 60 port_answers "${vnc}" || fail "The kiosk did not start; its log is ${state}/kiosk.log"
    only_on_loopback "${vnc}" || fail "The VNC port ${vnc} would be open to the network; the session is ended."
    note "Open 127.0.0.1:${vnc} with any VNC viewer on this machine (process ${kiosk}, loopback only)."
    note "From another machine first: ssh -L ${vnc}:127.0.0.1:${vnc} $(id -un)@$(uname -n)"
    take_screenshots
    note "Ctrl+C here ends the session, as does '${BASH_SOURCE[0]} --stop' from another terminal."
    wait_for_kiosk
}

find_preload() {
    local library
    for library in "${programs}/../lib/hall_loopback.so" "${programs}/hall_loopback.so"; do
        if [[ -f ${library} ]]; then
            realpath "${library}"
            return 0
        fi
    done
    fail "hall_loopback.so is missing beside the programs; without it VNC would be open to the network." 3
}

take_screenshots() {
    local shots=${state}/screenshots
    rm -rf "${shots}"
    mkdir -p "${shots}"
    step "Taking pictures of every screen"
    if QT_QUICK_BACKEND=software QT_QPA_PLATFORM=offscreen "${programs}/hall-kiosk" --content "${state}/cache" --role "${role}" \
        --self-test --shots "${shots}" >"${state}/self-test.log" 2>&1 9>&-; then
        note "$(find "${shots}" -name '*.png' | wc -l) pictures in ${shots}"
    else
        note "The self-test found faults: ${state}/self-test.log; pictures so far are in ${shots}"
    fi
}

# Ends what a run that was killed has left, and a run that is still going on.
stop_session() {
    local pid ended=no
    if pid=$(cat "${state}/demo.pid" 2>/dev/null) && is_process "${pid}" demo.sh; then
        note "Ending the demonstration, process ${pid}."
        kill "${pid}" 2>/dev/null || true
        # While it builds, bash looks up from its work only when the compiler is done.
        wait_for 30 process_gone "${pid}" demo.sh || fail "It is still building and ends after that; run --stop again then."
        ended=yes
    fi
    # The kiosk, the pictures' kiosk, and whatever else a kill has left at its work.
    for pid in $(programs_naming "${state}/" hall-kiosk hall-sync hall-publish); do
        note "Ending process ${pid}, $(<"/proc/${pid}/comm")."
        stop_process "${pid}" "${state}/"
        ended=yes
    done 2>/dev/null
    if pid=$(webserver_pid "${state}/nginx"); then
        note "Ending nginx, process ${pid}."
        stop_webserver "${state}/nginx"
        ended=yes
    fi
    rm -f "${state}/demo.pid"
    if [[ ${ended} == no ]]; then note "No demonstration of ${state} is running."; fi
}

main() {
    read_options "$@"
    if [[ ${stop} == yes ]]; then
        stop_session
        exit 0
    fi
    lock_or_fail "${state}/lock" "A demonstration is running already; '${BASH_SOURCE[0]} --stop' ends it."
    stop_session >/dev/null # a killed run may have left its web server
    printf '%s\n' "$$" >"${state}/demo.pid"
    at_exit rm -f "${state}/demo.pid"

    prepare_programs
    make_keys
    choose_port
    publish
    serve
    fetch
    if [[ ${force_vnc} == no ]]; then
        if platform=$(display_platform) && show_on_display; then return 0; fi
        printf '\nThere is no display here that can be reached.\n'
    fi
    show_through_vnc
}

main "$@"
