#!/usr/bin/env bash
# C++ is laid out by .clang-format, as version 14 does it; other versions differ in detail.
. "$(dirname -- "${BASH_SOURCE[0]}")/tools.sh"

command -v clang-format-14 >/dev/null || skip "clang-format 14 is not installed; Debian 12 has it"

layout() {
    clang-format-14 --style=file --dry-run -Werror "$@"
}

cp "${root}/.clang-format" "${scratch}/.clang-format"
printf 'int  f( ){return 1;}\n' >"${scratch}/bad.cpp"
must_refuse layout "${scratch}/bad.cpp"

cd "${root}"
mapfile -t sources < <(find kiosk content-cache deploy-scripts tests -name '*.h' -o -name '*.cpp' | sort)
((${#sources[@]} > 0)) || complain "no sources were found"
# One call: starting the formatter takes longer than most files.
if ! layout "${sources[@]}" >"${scratch}/found" 2>&1; then
    mapfile -t ugly < <(sed -nE 's/^([^ :]+):[0-9]+:[0-9]+: error: .*/\1/p' "${scratch}/found" | sort -u)
    complain "run: clang-format-14 -i ${ugly[*]:-$(tail -n 5 "${scratch}/found")}"
fi
printf 'fine: %d files\n' "${#sources[@]}"
