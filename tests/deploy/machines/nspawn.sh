# Boots a root file system with systemd as its first process, in a container. Works also where the machine itself has
# no systemd or the old cgroups: the container gets a pure cgroup2 of its own. Needs root. Sourced, never run.
# shellcheck shell=bash
# shellcheck source=roots.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/roots.sh"

# nspawn_start STATE ROOT [NSPAWN-OPTION…]: STATE gets console.log, script.pid and init.pid.
nspawn_start() {
    local state=$1 place=$2 command
    shift 2
    mkdir -p "${state}"
    command=$(printf '%q ' systemd-nspawn --quiet --boot --register=no --keep-unit --machine="$(nspawn_name "${state}")" \
        --resolv-conf=off --timezone=off --link-journal=no --directory="${place}" "$@")
    # A boot without a terminal hangs, therefore script; the hybrid hierarchy confuses systemd, therefore the mount.
    # shellcheck disable=SC2016 # the inner shell expands
    SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 SYSTEMD_NSPAWN_LOCK=0 setsid unshare --mount --propagation slave bash -c '
        mount -t cgroup2 none /sys/fs/cgroup || exit 1
        exec script --quiet --flush --return --command "exec $1" "$2"' - "${command}" "${state}/console.log" \
        >"${state}/start.log" 2>&1 </dev/null 9>&- &
    printf '%s\n' "$!" >"${state}/script.pid"
    wait_for 20 nspawn_find_init "${state}" || fail "The container does not start: $(tail -n 5 "${state}/start.log" "${state}/console.log" 2>&1)"
}

nspawn_name() {
    printf 'hall-%s\n' "$(printf '%s' "$1" | sha256sum | cut -c 1-8)"
}

# The first process of the container: the child of systemd-nspawn that calls itself number 1.
nspawn_find_init() {
    local pid child
    [[ -s $1/script.pid ]] || return 1
    for pid in $(pgrep -f -- "systemd-nspawn .*--machine=$(nspawn_name "$1")" || true); do
        for child in $(pgrep -P "${pid}" || true); do
            if grep -qE '^NSpid:.*[[:space:]]1$' "/proc/${child}/status" 2>/dev/null &&
                [[ $(cat "/proc/${child}/comm" 2>/dev/null) == systemd ]]; then
                printf '%s\n' "${child}" >"$1/init.pid"
                return 0
            fi
        done
    done
    return 1
}

# nspawn_inside STATE COMMAND…: as root in the container.
nspawn_inside() {
    local init
    init=$(<"$1/init.pid")
    shift
    nsenter --target "${init}" --all -- /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 TERM=dumb "$@" 9>&-
}

# nspawn_running STATE: true when the start of the system is over; how it ended is for the caller to ask.
nspawn_running() {
    local answer
    answer=$(nspawn_inside "$1" systemctl is-system-running 2>/dev/null) || true
    [[ ${answer} == running || ${answer} == degraded ]]
}

nspawn_stop() {
    local init pid
    [[ -s $1/init.pid ]] || return 0
    init=$(<"$1/init.pid")
    pid=$(<"$1/script.pid")
    # The signal by which systemd powers off; see systemd(1).
    if nspawn_find_init "$1"; then kill -s RTMIN+4 "${init}" 2>/dev/null || true; fi
    if ! wait_for 15 process_gone "${pid}" script; then nspawn_cut "$1"; fi
    rm -f "$1/init.pid" "$1/script.pid"
}

# nspawn_cut STATE: the power goes: no process of the container runs another instruction.
nspawn_cut() {
    if nspawn_find_init "$1"; then kill -KILL "$(<"$1/init.pid")" 2>/dev/null || true; fi
    stop_process "$(<"$1/script.pid")" script KILL
    rm -f "$1/init.pid" "$1/script.pid"
}
