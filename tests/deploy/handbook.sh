#!/usr/bin/env bash
# The technicians' handbook knows exactly the checks that hall-doctor knows, by the same names, and every command and
# option that it tells people to type is there.
# The handbook marks what is typed by backquotes, which no shell is to expand.
# shellcheck disable=SC2016
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
# typed HANDBOOK: the commands of ours in it, one a line. A unit is named in systemctl's and journalctl's words only.
typed() {
    grep -oE '`[^`]+`' "$1" | tr -d '`' | sed -E 's/ *[|>].*//' | grep -E '^(hall-[a-z]+|hallctl)( |$)' | sort -u
}

# help_of COMMAND: sets help to what it says of itself; a program's words are in its source.
help_of() {
    if [[ -x ${root}/deploy-scripts/$1 ]]; then
        help=$("${root}/deploy-scripts/$1" --help)
    elif [[ $1 =~ ^(hall-kiosk|hall-publish|hallctl)$ ]]; then
        help=$(grep -rhoE --include='*.cpp' '"[a-z][a-z-]+"' "${root}/kiosk" "${root}/content-cache" | sort -u | sed 's/^"\(.*\)"$/\1 --\1/')
    else
        printf 'there is no %s\n' "$1"
        return 1
    fi
}

# all_there HANDBOOK: each command is one of ours, each option and each plain word behind it is in its help.
all_there() {
    local line word help
    while read -r line; do
        help_of "${line%% *}" || return 1
        for word in ${line#* }; do
            # A file, a number, an identifier is for people to fill in.
            if [[ ! ${word} =~ ^(--)?[a-z][a-z-]+$ || ${word} == "${line%% *}" ]]; then continue; fi
            if ! grep -qE -- "(^|[^a-z-])${word}([^a-z-]|\$)" <<<"${help}"; then
                printf '%s knows no %s\n' "${line%% *}" "${word}"
                return 1
            fi
        done
    done < <(typed "$1")
}

sed 's/`hall-doctor --repair`/`hall-doctor --cure`/' "${handbook}" >"${scratch}/option.md"
must_refuse all_there "${scratch}/option.md"
sed 's/`hall-usb learn`/`hall-usb teach`/' "${handbook}" >"${scratch}/word.md"
must_refuse all_there "${scratch}/word.md"
sed 's/`hall-unprovision`/`hall-undo`/' "${handbook}" >"${scratch}/command.md"
must_refuse all_there "${scratch}/command.md"
all_there "${handbook}" || complain "the handbook names what is not there"
(($(typed "${handbook}" | wc -l) >= 25)) || complain "only these commands were found: $(typed "${handbook}")"
# Two pages: what does not fit is not read beside a kiosk.
(($(wc -l <"${handbook}") <= 110)) || complain "the handbook has $(wc -l <"${handbook}") lines, two pages have 110"
printf 'fine\n'
