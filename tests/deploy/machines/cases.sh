# One case after the other, each with its time and its result; a case that was not seen to run is never passed.
# Sourced, never run.
# shellcheck shell=bash
# shellcheck source=../../checks/tools.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/../../checks/tools.sh"

# The rows go to the file that the level's script gives, or are only printed: number, result, seconds, sentence, word.
hall_cases=${HALL_CASES:-}
hall_cases_bad=0

case_row() {
    printf '%-4s %-8s %7s s  %s%s\n' "$1" "$2" "$3" "$4" "${5:+ ($5)}"
    if [[ -n ${hall_cases} ]]; then printf '%s\t%s\t%s\t%s\t%s\n' "$@" >>"${hall_cases}"; fi
}

# run_case NUMBER SENTENCE FUNCTION: the function fails by `complain`, leaves out by `skip`, and may print a last line
# that becomes the word of the row. With HALL_ONLY_CASES, numbers parted by blanks, the others are left out.
run_case() {
    local number=$1 sentence=$2 log=${scratch}/case-$1.log code=0 started=${EPOCHREALTIME} seconds word
    [[ -z ${HALL_ONLY_CASES:-} || " ${HALL_ONLY_CASES} " == *" ${number} "* ]] || return 0
    ("$3") >"${log}" 2>&1 </dev/null &
    wait "$!" || code=$?
    seconds=$(awk "BEGIN { printf \"%.1f\", ${EPOCHREALTIME} - ${started} }")
    word=$(tail -n 1 "${log}" | tr '\t' ' ' | cut -c 1-200)
    case "${code}" in
        0) case_row "${number}" passed "${seconds}" "${sentence}" "${word}" ;;
        77) case_row "${number}" 'not run' "${seconds}" "${sentence}" "${word#skipped: }" ;;
        *)
            case_row "${number}" FAILED "${seconds}" "${sentence}" "${word}"
            sed 's/^/    /' "${log}" | tail -n 40
            hall_cases_bad=$((hall_cases_bad + 1))
            ;;
    esac
}

# At the end of a script of cases.
cases_done() {
    ((hall_cases_bad == 0)) || complain "${hall_cases_bad} cases failed"
}
