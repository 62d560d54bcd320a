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
ugly=()
for source in "${sources[@]}"; do
    layout "${source}" >/dev/null 2>&1 || ugly+=("${source}")
done
((${#ugly[@]} == 0)) || complain "run: clang-format-14 -i ${ugly[*]}"
printf 'fine: %d files\n' "${#sources[@]}"
