#!/usr/bin/env bash
# One fuzz target for some seconds, from the kept corpus: fuzz.sh PROGRAM FORMAT SECONDS
# An input that breaks it stays in the temporary folder and is named in the output.
. "$(dirname -- "${BASH_SOURCE[0]}")/../checks/tools.sh"

program=${1:?the fuzz target}
format=${2:?the name of its corpus}
seconds=${3:?how long}
[[ -x ${program} ]] || skip "there is no ${program##*/}: it needs Clang with libFuzzer"

mkdir "${scratch}/found"
broken=${TMPDIR:-/tmp}/hall-${program##*/}-
code=0
# The sanitizer keeps freed memory for a while; the limit is for what the program itself holds.
ASAN_OPTIONS=quarantine_size_mb=16 "${program}" -seed=1 -max_total_time="${seconds}" -rss_limit_mb=256 -timeout=10 \
    -max_len=65536 -print_final_stats=1 -artifact_prefix="${broken}" "${scratch}/found" \
    "${root}/tests/fuzz/corpus/${format}" >"${scratch}/log" 2>&1 || code=$?
((code == 0)) || complain "$(tail -n 60 "${scratch}/log")"
executed=$(grep -oE 'number_of_executed_units: [0-9]+' "${scratch}/log" | grep -oE '[0-9]+')
peak=$(grep -oE 'peak_rss_mb: *[0-9]+' "${scratch}/log" | grep -oE '[0-9]+')
((executed > 100)) || complain "only ${executed} inputs were tried"
printf 'fine: %d inputs in %d s, %d MB at most\n' "${executed}" "${seconds}" "${peak}"
