# What the checks by outside tools share. Sourced, never run.
# shellcheck shell=bash
set -Eeuo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
export root
scratch=$(mktemp -d "${TMPDIR:-/tmp}/hall-check-XXXXXX")
trap 'rm -rf "${scratch}"' EXIT

# ctest reads this exit code as "skipped".
skip() {
    printf 'skipped: %s\n' "$*"
    exit 77
}

complain() {
    printf '%s\n' "$*"
    exit 1
}

# must_refuse COMMAND…: a check that cannot fail is a defect.
must_refuse() {
    if "$@" >/dev/null 2>&1; then complain "self-proof: the bad sample was not refused by: $*"; fi
}
