#!/usr/bin/env bash
# The web server serves the static tree as kiosks and phones need it, and nothing else of what lies there.
. "$(dirname -- "${BASH_SOURCE[0]}")/tools.sh"
# shellcheck source=../../deploy-scripts/lib/webserver.sh
. "${root}/deploy-scripts/lib/webserver.sh"

tree=${scratch}/tree
state=${scratch}/nginx
hash=$(printf 'object' | sha256sum | cut -d ' ' -f 1)
mkdir -p "${tree}"/{meta,t,p,w/g,w/f,w/c} "${tree}/o/${hash:0:2}" "${state}"
printf '{}' | tee "${tree}/meta/timestamp.json" "${tree}/meta/7.snapshot.json" "${tree}/meta/notes.json" >/dev/null
printf 'object' >"${tree}/o/${hash:0:2}/${hash}"
printf 'packed' >"${tree}/o/${hash:0:2}/${hash}.zst"
printf 'list' >"${tree}/t/${hash}.stable.manifest.zst"
printf 'patch' >"${tree}/p/${hash:0:16}-${hash:16:16}.zst"
printf '<p>办事指南' >"${tree}/w/g/abc234.html"
printf '%%PDF-1.7' >"${tree}/w/f/abc234.pdf"
printf 'p{}' >"${tree}/w/c/page.css"
printf 'secret' | tee "${tree}/root-1.pem" "${tree}/w/g/.hidden" >/dev/null

start_on_any_port "${state}" "${tree}"
at_exit stop_webserver "${state}"
complaints=0

# expect PATH STATUS HEADER-PATTERN: the pattern is looked for in the whole answer's head.
expect() {
    local head
    head=$(curl -sS --path-as-is -D - -o /dev/null -H 'Accept-Encoding: gzip' "${url}$1" | tr -d '\r')
    if ! grep -qE "^HTTP/[0-9.]+ $2" <<<"${head}" || ! grep -qiE -- "$3" <<<"${head}"; then
        printf '%s: expected %s and /%s/, got:\n%s\n' "$1" "$2" "$3" "${head}"
        complaints=$((complaints + 1))
    fi
}

expect_without() {
    if curl -sS -D - -o /dev/null -H 'Accept-Encoding: gzip' "${url}$1" | grep -iE -- "$2"; then
        printf '%s: must not have /%s/\n' "$1" "$2"
        complaints=$((complaints + 1))
    fi
}

forever='^Cache-Control: .*immutable'
ask='^Cache-Control: no-cache$'
# Self-proof: two expectations that cannot hold must be noticed.
expect /meta/timestamp.json 200 "${forever}" >/dev/null
expect /meta/notes.json 200 '' >/dev/null
((complaints == 2)) || complain "self-proof: wrong headers were not noticed"
complaints=0

expect /meta/timestamp.json 200 "${ask}"
expect /meta/timestamp.json 200 '^ETag: '
expect /meta/7.snapshot.json 200 "${forever}"
expect /meta/8.root.json 404 '^Cache-Control: no-store$'
expect "/o/${hash:0:2}/${hash}" 200 "${forever}"
expect "/o/${hash:0:2}/${hash}" 200 '^Content-Type: application/octet-stream$'
expect "/o/${hash:0:2}/${hash}" 200 '^Accept-Ranges: bytes$'
expect "/o/${hash:0:2}/${hash}.zst" 200 '^Content-Type: application/zstd$'
expect "/t/${hash}.stable.manifest.zst" 200 "${forever}"
expect "/p/${hash:0:16}-${hash:16:16}.zst" 200 "${forever}"
expect_without "/o/${hash:0:2}/${hash}.zst" '^Content-Encoding'
expect_without "/meta/timestamp.json" '^Content-Encoding'
# Ten thousand kiosks ask every few seconds: what only browsers read is left out.
expect_without "/meta/timestamp.json" '^(X-Content-Type-Options|Referrer-Policy|Content-Security-Policy)'
[[ -z $(curl -sS "${url}/meta/8.root.json") ]] || complain "a file that is absent is answered with a page"
expect /g/abc234 200 '^Content-Type: text/html; charset=utf-8$'
expect /g/abc234 200 "${ask}"
expect /g/abc234 200 "^Content-Security-Policy: default-src 'none'"
expect /g/abc234 200 '^X-Content-Type-Options: nosniff$'
expect /f/abc234 200 '^Content-Type: application/pdf$'
expect_without /f/abc234 '^Content-Security-Policy'
expect /f/abc234.pdf 200 '^Content-Type: application/pdf$'
expect /c/page.css 200 '^Content-Type: text/css'
for path in / /meta/ /g/ /o/ /f/unknown /meta/notes.json /root-1.pem /g/.hidden /w/g/abc234.html \
    /g/../../root-1.pem /g/%2e%2e/%2e%2e/root-1.pem "/o/${hash:0:2}/"; do
    expect "${path}" '40[04]' ''
done
expect_without / '^Server: nginx/'
[[ $(curl -sS -r 2-3 "${url}/o/${hash:0:2}/${hash}") == je ]] || complain "a range is not served"
[[ $(curl -sS -o /dev/null -w '%{http_code}' -X PUT -d x "${url}/meta/timestamp.json") == 40[35] ]] ||
    complain "PUT is not refused"
[[ $(listening_addresses "${port}") == 0100007F ]] || complain "nginx listens beyond loopback"
if grep 'GET /[gf]/abc' "${state}/access.log"; then complain "the log keeps who read which guide"; fi

"$(nginx_program)" -t -q -e "${state}/error.log" -p "${state}" -c "${state}/nginx.conf"
sed -i 's/immutable";/immutable"/' "${state}/hall-site.conf"
must_refuse "$(nginx_program)" -t -q -e "${state}/error.log" -p "${state}" -c "${state}/nginx.conf"
((complaints == 0)) || exit 1
printf 'fine\n'
