# A namespace of mounts of its own: nobody else's namespace keeps a disk of this test mounted that the test has unmounted.
# Sourced first of all, for it starts the script anew.
# shellcheck shell=bash
if [[ ${EUID} -eq 0 && -z ${HALL_OWN_MOUNTS:-} ]] && unshare --mount true 2>/dev/null; then
    HALL_OWN_MOUNTS=yes exec unshare --mount --propagation slave "$0" "$@"
fi
