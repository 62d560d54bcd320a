#!/usr/bin/env bash
# The technicians' handbook knows exactly the checks that hall-doctor knows, by the same names.
. "$(dirname -- "${BASH_SOURCE[0]}")/../checks/tools.sh"

doctor=${root}/deploy-scripts/hall-doctor

# same_checks HANDBOOK
same_checks() {
    diff <("${doctor}" --list | cut -f 1,2) \
        <(sed -nE 's/^\| ([AB][0-9]+) \| ([^|]+) \| [^| ][^|]* \| [^| ][^|]* \|$/\1\t\2/p' "$1")
}

handbook=${root}/deploy-scripts/README.md
grep -v '^| B9 ' "${handbook}" >"${scratch}/short.md"
must_refuse same_checks "${scratch}/short.md"
sed 's/^| A5 | [^|]*/| A5 | 别的名称 /' "${handbook}" >"${scratch}/named.md"
must_refuse same_checks "${scratch}/named.md"
sed -E 's/^(\| A5 \|[^|]*\|)[^|]*/\1 /' "${handbook}" >"${scratch}/mute.md"
must_refuse same_checks "${scratch}/mute.md"

same_checks "${handbook}" || complain "the handbook's table is not that of hall-doctor --list"
# Two pages: what does not fit is not read beside a kiosk.
(($(wc -l <"${handbook}") <= 110)) || complain "the handbook has $(wc -l <"${handbook}") lines, two pages have 110"
printf 'fine\n'
