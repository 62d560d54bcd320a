# The road of the real programs: publish, serve, sync. Sourced by the system tests, never run.
# shellcheck shell=bash
# shellcheck source=../checks/tools.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/../checks/tools.sh"
# shellcheck source=../../deploy-scripts/lib/webserver.sh
. "${root}/deploy-scripts/lib/webserver.sh"

programs=${1:?the folder of the programs}
workspace=${scratch}/workspace
tree=${scratch}/tree
keys=${scratch}/keys
cache=${scratch}/cache
export QT_QPA_PLATFORM=offscreen QT_QUICK_BACKEND=software QT_SCALE_FACTOR=1
# A day on which the demo's facts hold, whatever the day of the test.
rehearsal=2026-11-23
export workspace cache rehearsal

for tool in curl python3; do
    command -v "${tool}" >/dev/null || skip "${tool} is not installed"
done
nginx_program >/dev/null || skip "nginx is not installed"

# run LOG-NAME COMMAND…: keeps the output for the day it fails.
run() {
    local log=${scratch}/$1.log code=0
    shift
    "$@" >"${log}" 2>&1 9>&- || code=$?
    if ((code != 0)); then
        tail -n 40 "${log}"
        complain "'$*' ended with ${code}"
    fi
}

start_road() {
    cp -R "${root}/assets/demo-content" "${workspace}"
    start_tree
}

# Keys and a served tree with nothing in it.
start_tree() {
    mkdir -p "${tree}" "${scratch}/nginx"
    run keys "${programs}/hall-publish" keys init "${keys}"
    start_on_any_port "${scratch}/nginx" "${tree}"
    at_exit stop_webserver "${scratch}/nginx"
}

publish() {
    run publish "${programs}/hall-publish" build "${workspace}" --repo "${tree}" --keys "${keys}" --public-url "${url}"
}

# Exit code of one run of hall-sync; its words are in sync.log.
sync_once() {
    "${programs}/hall-sync" --url "${url}" --cache "${cache}" --root "${keys}/root.json" \
        --run-dir "${scratch}/run" --once >"${scratch}/sync.log" 2>&1
}

generation() {
    readlink "${cache}/current"
}

# One line that changes with every byte below a folder.
tree_digest() {
    (cd -- "$1" && find . -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -d ' ' -f 1)
}

# database QUERY [RELEASE-FOLDER]
database() {
    python3 - "${2:-${cache}/current}/release.db" "$1" <<'PYTHON'
import sqlite3, sys
base = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro&immutable=1", uri=True)
for row in base.execute(sys.argv[2]):
    print("|".join(str(value) for value in row))
PYTHON
}

# tour NAME [KIOSK-OPTION…]: walks by touches as standard input says; pictures go to scratch/NAME.
tour() {
    local name=$1
    shift
    cat >"${scratch}/${name}.tour"
    mkdir -p "${scratch}/${name}"
    run "${name}" "${programs}/hall-kiosk" --content "${cache}" --tour "${scratch}/${name}.tour" \
        --shots "${scratch}/${name}" --now "${rehearsal}T10:00:00" "$@"
}

# The codes in a picture, as each of the two readers sees them: decoded_by zbar|zxing PICTURE
decoded_by() {
    case "$1" in
        zbar) zbarimg --quiet --raw -Sdisable -Sqrcode.enable "$2" 2>/dev/null || true ;;
        zxing) ZXingReader -1 -format QRCode "$2" | sed -E 's/^[^"]*"(.*)".*$/\1/' || true ;;
        *) complain "no reader is called $1" ;;
    esac
}
