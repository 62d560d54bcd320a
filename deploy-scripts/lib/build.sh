# Configures and builds. Sourced after common.sh.
# shellcheck shell=bash
# shellcheck source=common.sh
. "${BASH_SOURCE[0]%/*}/common.sh"

# build_programs BUILD-DIR CMAKE-ARGUMENT…: shows ninja's progress; keeps the whole output in BUILD-DIR/build.log.
# Eight sources are compiled as one, which takes a third of the time; who builds by hand gets each by itself.
# Names in an unnamed namespace have to differ within a room, therefore.
build_programs() {
    local build=$1
    shift
    mkdir -p "${build}"
    if ! cmake -S "${HALL_ROOT}" -B "${build}" -G Ninja \
        -DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=8 "$@" >"${build}/configure.log" 2>&1; then
        tail -n 20 "${build}/configure.log" >&2
        fail "The build could not be configured; the whole output is in ${build}/configure.log"
    fi
    if ! NINJA_STATUS='[%f/%t] ' cmake --build "${build}" 2>&1 9>&- | tee "${build}/build.log" | show_progress; then
        grep -A 20 -m 3 -E '^FAILED|error:' "${build}/build.log" >&2 || tail -n 40 "${build}/build.log" >&2
        fail "The build failed; the whole output is in ${build}/build.log"
    fi
}

# A terminal sees one line that changes, a log file one line in fifty.
show_progress() {
    local every=50
    if [[ -t 1 ]]; then every=1; fi
    awk -v every="${every}" '
        /^\[[0-9]+\/[0-9]+\]/ {
            last = $0
            if (every == 1) { printf "\r\033[K   %s", substr($0, 1, 100); fflush() }
            else if (NR % every == 0) { print "   " $1; fflush() }
        }
        /no work to do/ { last = "Nothing has changed since the last build." }
        END { if (every == 1) printf "\r\033[K"; print "   " substr(last, 1, 100) }'
}
