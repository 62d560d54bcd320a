#!/usr/bin/env bash
# qmllint finds nothing to say, compiler warnings included. Usage: qmllint.sh BUILD-DIR
. "$(dirname -- "${BASH_SOURCE[0]}")/tools.sh"

build=${1:?the build folder}
[[ -f ${root}/.qmllint.ini ]] || complain ".qmllint.ini is missing"
tool=$(command -v qmllint || find /usr/lib/qt6/bin/qmllint -prune) || skip "qmllint is not installed"

findings() {
    # A leading colour code or a path may stand before the word.
    grep -E '(Warning|Error|Info): ' "$1" || true
}

cp "${root}/.qmllint.ini" "${scratch}/.qmllint.ini"
cat >"${scratch}/Bad.qml" <<'QML'
import QtQuick
Item {
    id: bad
    function f(n) { return n + unknown }
}
QML
"${tool}" "${scratch}/Bad.qml" >"${scratch}/bad.log" 2>&1 || true
[[ -n $(findings "${scratch}/bad.log") ]] || complain "self-proof: the bad sample was not refused"

cmake --build "${build}" --target all_qmllint >"${scratch}/lint.log" 2>&1 || {
    cat "${scratch}/lint.log"
    complain "qmllint failed"
}
found=$(findings "${scratch}/lint.log")
# What the compiler of QML would rather have differs with each Qt; it is asked of that of Debian 12.
if [[ $("${tool}" --version) != *' 6.4.'* ]]; then found=$(grep -v '\[compiler\]' <<<"${found}" || true); fi
if [[ -n ${found} ]]; then complain "${found}"; fi
printf 'fine\n'
