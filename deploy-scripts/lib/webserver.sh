# Runs an nginx of our own over a published tree, on loopback. Sourced after common.sh.
# shellcheck shell=bash
# shellcheck source=common.sh
. "${BASH_SOURCE[0]%/*}/common.sh"

# Debian keeps nginx in a folder that is not on every user's path.
nginx_program() {
    PATH="${PATH}:/usr/sbin:/sbin" command -v nginx || fail "nginx is not installed." 3
}

# fill_template FILE NAME=VALUE…: prints the file with each @NAME@ replaced.
fill_template() {
    local text pair
    text=$(<"$1")
    shift
    for pair in "$@"; do text=${text//"@${pair%%=*}@"/"${pair#*=}"}; done
    printf '%s\n' "${text}"
}

# write_nginx_config STATE TREE PORT [DROPBOX TOKENS]: writes nginx.conf and hall-site.conf into STATE; with a folder
# and a file of tokens also a drop-box.
write_nginx_config() {
    local state=$1 tree=$2 port=$3 dropbox=${4:-} tokens=${5:-} user='' server=${HALL_SCRIPTS}/server
    # shellcheck disable=SC1003 # the backslash is meant as such
    case "${state}${tree}${dropbox}${tokens}" in
        *['"$\{};']* | *$'\n'*) fail "nginx cannot be told a folder with quotes, braces, dollars or backslashes in its name: ${state}" 2 ;;
        *) ;;
    esac
    # The workers would drop to a user who cannot read root's home.
    if [[ ${EUID} -eq 0 ]]; then user="user root;"; fi
    mkdir -p "${state}/scratch"
    local kiosks_include='' dropbox_include=''
    if [[ -n ${dropbox} ]]; then
        mkdir -p "${dropbox}/in" "${dropbox}/tmp"
        kiosks_include="include \"${state}/hall-dropbox-kiosks.conf\";"
        dropbox_include="include \"${state}/hall-dropbox.conf\";"
        fill_template "${server}/hall-dropbox-kiosks.conf.in" "TOKENS=${tokens}" >"${state}/hall-dropbox-kiosks.conf"
        fill_template "${server}/hall-dropbox.conf.in" "DROPBOX=${dropbox}" >"${state}/hall-dropbox.conf"
    fi
    fill_template "${server}/hall-site.conf.in" "LISTEN=127.0.0.1:${port}" "TREE=${tree}" \
        "TLS=" "KIOSKS=${kiosks_include}" "DROPBOX=${dropbox_include}" >"${state}/hall-site.conf"
    fill_template "${server}/nginx-alone.conf.in" \
        "STATE=${state}" "USER=${user}" >"${state}/nginx.conf"
}

# free_port FIRST: prints the first port from FIRST on that nobody answers on.
free_port() {
    local port
    for ((port = $1; port < $1 + 100; port++)); do
        if ! port_answers "${port}"; then
            printf '%s\n' "${port}"
            return 0
        fi
    done
    fail "All ports from $1 to $(($1 + 99)) are taken." 3
}

webserver_pid() {
    local pid
    pid=$(cat "$1/nginx.pid" 2>/dev/null) || return 1
    is_process "${pid}" "$1/nginx.conf" || return 1
    printf '%s\n' "${pid}"
}

# start_webserver STATE TREE PORT [DROPBOX TOKENS]: fails where the port was taken in between.
start_webserver() {
    local state=$1 port=$3 nginx
    nginx=$(nginx_program) || return 1
    write_nginx_config "$@"
    "${nginx}" -e "${state}/error.log" -p "${state}" -c "${state}/nginx.conf" 2>>"${state}/start.log" 9>&- || return 1
    wait_for 10 webserver_pid "${state}" >/dev/null && wait_for 10 port_answers "${port}"
}

# start_on_any_port STATE TREE [DROPBOX TOKENS]: sets port and url. Tests run side by side, so a port may be gone as soon as it is found.
start_on_any_port() {
    local tries
    for ((tries = 0; tries < 20; tries++)); do
        port=$((10000 + RANDOM % 20000))
        # shellcheck disable=SC2034 # for the test that sources this
        url=http://127.0.0.1:${port}
        if ! port_answers "${port}" && start_webserver "$1" "$2" "${port}" "${@:3}"; then return 0; fi
    done
    fail "No free port was found."
}

# start_site_cache STATE CACHE CENTRAL-URL: a hall's cache in front of another server; sets port and url.
start_site_cache() {
    local state=$1 cache=$2 central=$3 nginx user='' tries server=${HALL_SCRIPTS}/server
    nginx=$(nginx_program) || return 1
    if [[ ${EUID} -eq 0 ]]; then user="user root;"; fi
    mkdir -p "${state}/scratch" "${cache}"
    fill_template "${server}/nginx-alone.conf.in" "STATE=${state}" "USER=${user}" >"${state}/nginx.conf"
    for ((tries = 0; tries < 20; tries++)); do
        port=$((10000 + RANDOM % 20000))
        # shellcheck disable=SC2034 # for the test that sources this
        url=http://127.0.0.1:${port}
        if port_answers "${port}"; then continue; fi
        fill_template "${server}/hall-site-cache.conf.in" "LISTEN=127.0.0.1:${port}" "CACHE=${cache}" \
            "CENTRAL=${central}" >"${state}/hall-site.conf"
        "${nginx}" -e "${state}/error.log" -p "${state}" -c "${state}/nginx.conf" 2>>"${state}/start.log" 9>&- || continue
        if wait_for 10 webserver_pid "${state}" >/dev/null && wait_for 10 port_answers "${port}"; then return 0; fi
    done
    fail "The cache could not be started; see ${state}/start.log."
}

# stop_webserver STATE: ends the server that write_nginx_config's files in STATE belong to.
stop_webserver() {
    local pid
    if pid=$(webserver_pid "$1"); then stop_process "${pid}" "$1/nginx.conf" QUIT; fi
    rm -f "$1/nginx.pid"
}
