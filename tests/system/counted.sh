# An nginx whose log counts, with a second address for a kiosk that nobody disturbs; runs the Python half of a test.
# shellcheck shell=bash
# shellcheck source=road.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/road.sh"

access_log=${scratch}/nginx/access.log
control_url=

# count_requests RATE: 127.0.0.1 gives so many bytes a second and connection ('0': all it can), 127.0.0.2 all it can.
# A line of the log: address, status, bytes of the question, of the answer, of the answer's body, path.
count_requests() {
    local state=${scratch}/nginx
    # shellcheck disable=SC2016 # nginx's variables
    local format='$server_addr $status $request_length $bytes_sent $body_bytes_sent $uri'
    # shellcheck disable=SC2016
    sed -i -E -e "1i map \$server_addr \$hall_rate { default 0; 127.0.0.1 $1; }" \
        -e 's|^( *)(listen 127.0.0.)1(:[0-9]+;)|\1\21\3\n\1\22\3\n\1limit_rate $hall_rate;|' "${state}/hall-site.conf"
    sed -i -E -e "s|^( *)access_log ([^;]*);|\1log_format counted \"${format}\";\n\1access_log \2 counted;|" \
        -e 's|worker_connections [0-9]+;|worker_connections 8192;|' "${state}/nginx.conf"
    kill -HUP "$(webserver_pid "${state}")"
    control_url=http://127.0.0.2:${port}
    wait_for 10 curl -s -o /dev/null "${control_url}" ||
        complain "nginx does not answer on a second address: $(cat "${state}/error.log")"
    : >"${access_log}"
}

# run_half SCRIPT OPTION…: the Python half, with what all of them need; it tells its reasons itself.
run_half() {
    local script=$1
    shift
    hall_said=yes
    python3 -B "${root}/tests/${script}" --programs "${programs}" --scratch "${scratch}" --url "${url}" "$@"
}
