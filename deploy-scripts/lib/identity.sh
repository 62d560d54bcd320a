# What a machine is known by. Sourced after probe.sh.
# shellcheck shell=bash
# shellcheck source=probe.sh
. "${BASH_SOURCE[0]%/*}/probe.sh"

# What the machine is by its board and its network cards, as lines of name=value.
machine_identity() {
    local file word
    for file in /sys/class/dmi/id/product_uuid /sys/class/dmi/id/product_serial; do
        if read_fact "${file}" && [[ -n ${answer} ]]; then printf '%s=%s\n' "${file##*/}" "${answer}"; fi
    done
    for file in "${probe_root}"/sys/class/net/*/device; do
        word=${file%/device}
        if read_fact "${word#"${probe_root}"}/address"; then printf 'mac=%s\n' "${answer}"; fi
    done
}
