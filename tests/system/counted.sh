# An nginx whose log counts, with a second address for a kiosk that nobody disturbs. Sourced after road.sh.
# shellcheck shell=bash
# shellcheck source=road.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/road.sh"

access_log=${scratch}/nginx/access.log
export access_log

# count_requests RATE: 127.0.0.1 gives so many bytes a second and connection ('0': all it can), 127.0.0.2 all it can.
# A line of the log: address, status, bytes of the question, of the answer, of the answer's body, path.
count_requests() {
    local state=${scratch}/nginx
    sed -i -E \
        -e "s|^( *)listen 127.0.0.1:([0-9]+);|\1listen 127.0.0.1:\2;\n\1listen 127.0.0.2:\2;\n\1limit_rate \$hall_rate;|" \
        -e "1i map \$server_addr \$hall_rate { default 0; 127.0.0.1 $1; }" "${state}/hall-site.conf"
    # shellcheck disable=SC2016 # nginx's variables
    sed -i -E -e 's|^( *)access_log "([^"]*)";|\1log_format counted "$server_addr $status $request_length $bytes_sent $body_bytes_sent $uri";\n\1access_log "\2" counted;|' \
        -e 's|worker_connections [0-9]+;|worker_connections 8192;|' "${state}/nginx.conf"
    kill -HUP "$(webserver_pid "${state}")"
    wait_for 10 control_answers || complain "nginx does not answer on a second address: $(cat "${state}/error.log")"
    : >"${access_log}"
    control_url=http://127.0.0.2:${port}
    export control_url
}

control_answers() {
    curl -s -o /dev/null "http://127.0.0.2:${port}/"
}
