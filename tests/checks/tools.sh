# What checks and system tests share: a scratch folder, plain complaints, skipping. Sourced, never run.
# shellcheck shell=bash
# shellcheck source=../../deploy-scripts/lib/common.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/../../deploy-scripts/lib/common.sh"

# Debian's own tools: a version manager's stand-ins of python3 and others start many processes for each call.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin:${PATH}

root=${HALL_ROOT}
scratch=$(mktemp -d "${TMPDIR:-/tmp}/hall-test-XXXXXX")
at_exit remove_tree "${scratch}"
export root scratch

# ctest reads this exit code as "skipped".
skip() {
    hall_said=yes
    printf 'skipped: %s\n' "$*"
    exit 77
}

complain() {
    hall_said=yes
    printf '%s\n' "$*" >&2
    exit 1
}

# must_refuse COMMAND…: a check that cannot fail is a defect.
must_refuse() {
    if "$@" >/dev/null 2>&1; then complain "self-proof: the bad sample was not refused by: $*"; fi
}
