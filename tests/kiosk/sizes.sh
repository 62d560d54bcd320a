#!/usr/bin/env bash
# The self-test on several panels side by side, as it mostly waits for screens to come to rest: nothing lies upon a
# button on any of them. Ends with 1 where one of them fails.
# Usage: sizes.sh 'WIDTHxHEIGHT…' PROGRAM OPTION…
set -Eeuo pipefail

read -r -a sizes <<<"$1"
shift
runs=()
for size in "${sizes[@]}"; do
    "$@" --windowed --size "${size}" --self-test > >(sed -u "s/^/${size}: /") 2>&1 &
    runs+=($!)
done
code=0
for number in "${!runs[@]}"; do
    wait "${runs[number]}" || {
        printf '%s: ended with %d\n' "${sizes[number]}" $?
        code=1
    }
done
wait
exit "${code}"
