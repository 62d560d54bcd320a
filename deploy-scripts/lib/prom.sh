# Writes figures for the node exporter's textfile collector. Sourced after common.sh.
# shellcheck shell=bash

prom_text=

# prom_family NAME TYPE HELP: the samples that follow are of this family.
prom_family() {
    prom_text+="# HELP $1 $3"$'\n'"# TYPE $1 $2"$'\n'
}

# prom_sample NAME VALUE [LABEL=VALUE…]
prom_sample() {
    local name=$1 value=$2 labels='' pair word
    shift 2
    for pair in "$@"; do
        word=${pair#*=}
        word=${word//\\/\\\\}
        word=${word//\"/\\\"}
        labels+="${labels:+,}${pair%%=*}=\"${word//$'\n'/ }\""
    done
    prom_text+="${name}${labels:+"{${labels}}"} ${value}"$'\n'
}

# prom_single NAME TYPE HELP VALUE: left out where the value is not known; 0 would be a statement.
prom_single() {
    if [[ -z $4 ]]; then return 0; fi
    prom_family "$1" "$2" "$3"
    prom_sample "$1" "$4"
}

# prom_write FILE: whole or not at all, and readable for the exporter.
prom_write() {
    local temporary=$1.$$.tmp
    if ! printf '%s' "${prom_text}" >"${temporary}" || ! chmod 0644 "${temporary}" || ! mv -f "${temporary}" "$1"; then
        rm -f "${temporary}"
        return 1
    fi
}
