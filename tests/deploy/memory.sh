# This machine's own folders for tests that install into them. Sourced by tests, in a namespace of mounts of their own.
# shellcheck shell=bash

# writes_to_memory FOLDER…: what is written below these folders, and in /run, goes to memory and away with the test. The
# scratch folder stays where it is. Skips where the kernel cannot do it.
writes_to_memory() {
    local folder over=${scratch:?}/over
    mkdir "${over}"
    mount -t tmpfs tmpfs "${over}"
    at_exit umount -l "${over}"
    for folder; do
        mkdir -p "${over}/${folder}/"{upper,work}
        mount -t overlay -o "lowerdir=/${folder},upperdir=${over}/${folder}/upper,workdir=${over}/${folder}/work" \
            overlay "/${folder}" 2>/dev/null || skip "this kernel lays no folder over another"
    done
    mkdir -p "${over}/run"
    mount --bind "${over}/run" /run
    mkdir -p /run/lock
}
