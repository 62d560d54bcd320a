#!/usr/bin/env bash
# The web server serves the static tree as kiosks and phones need it, and nothing else of what lies there.
. "$(dirname -- "${BASH_SOURCE[0]}")/tools.sh"
# shellcheck source=../../deploy-scripts/lib/webserver.sh
. "${root}/deploy-scripts/lib/webserver.sh"

tree=${scratch}/tree
state=${scratch}/nginx
hash=$(printf 'object' | sha256sum | cut -d ' ' -f 1)
mkdir -p "${tree}"/{meta,t,p,w/g,w/f,w/c} "${tree}/o/${hash:0:2}" "${state}"
printf '{}' | tee "${tree}/meta/timestamp.json" "${tree}/meta/7.snapshot.json" "${tree}/meta/3.xinbin.json" "${tree}/meta/notes.json" >/dev/null
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
expect /meta/3.xinbin.json 200 "${forever}" # what a county bureau signs
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

# The drop-box: each kiosk below its own name, put only, nothing is ever given back.
stop_webserver "${state}"
dropbox=${scratch}/dropbox
token=$(printf 'one' | md5sum | cut -c 1-32)
printf '"Bearer %s" fs-01;\n"Bearer %s" fs-02;\n' "${token}" "$(printf 'two' | md5sum | cut -c 1-32)" >"${scratch}/tokens"
start_on_any_port "${state}" "${tree}" "${dropbox}" "${scratch}/tokens"
printf 'sealed' >"${scratch}/body"
head -c 300000 /dev/zero >"${scratch}/large"

# send METHOD PATH STATUS [CURL-OPTION…]
send() {
    local answer
    answer=$(curl -sS --path-as-is -o /dev/null -w '%{http_code}' -X "$1" -H "Authorization: ${words}" "${@:4}" "${url}$2")
    if ! [[ ${answer} =~ ^($3)$ ]]; then
        printf '%s %s: expected %s, got %s\n' "$1" "$2" "$3" "${answer}"
        complaints=$((complaints + 1))
    fi
}

words="Bearer ${token}"
body=(--data-binary "@${scratch}/body")
file=/in/fs-01/shown/43-ab.sealed
send PUT "${file}" 403 "${body[@]}" >/dev/null # self-proof: it is allowed
((complaints == 1)) || complain "self-proof: a wrong answer to PUT was not noticed"
complaints=0
[[ $(<"${dropbox}${file}") == sealed ]] || complain "what was put is not there"
printf 'sealed again' >"${scratch}/body"
send PUT "${file}" 204 "${body[@]}"
[[ $(<"${dropbox}${file}") == 'sealed again' ]] || complain "what was put again is not there"
for words in '' 'Bearer 00000000000000000000000000000000' "${token}" 'Bearer '; do send PUT "${file}" 403 "${body[@]}"; done
words="Bearer ${token}"
send PUT /in/fs-02/shown/a.sealed 403 "${body[@]}"
send PUT "${file}" 413 --data-binary "@${scratch}/large"
send HEAD "${file}" 403 --head
for method in GET POST DELETE MKCOL COPY MOVE PROPFIND OPTIONS; do
    send "${method}" "${file}" '40[35]' --max-time 5 -H 'Destination: /in/fs-01/shown/b.sealed'
done
for path in /in/ /in/fs-01/ /in/fs-01/shown/ /in/fs-01/a.sealed /in/fs-01/shown/a/b.sealed /in/fs-01/shown/a.json \
    /in/fs-01/shown/.a.sealed /in/fs-01/Shown/a.sealed /in/fs-01/shown/a%0a.sealed /in/fs-01/shown/..%2fa.sealed \
    /in/fs-01/shown/%2e%2e/%2e%2e/fs-02/a.sealed /in/../meta/timestamp.json /tmp/a.sealed "/in/fs-01/shown/$(printf '%081d' 0).sealed"; do
    send PUT "${path}" '40[0345]' "${body[@]}"
    send GET "${path}" '40[0345]|200' "${body[@]}"
done
send PUT /in/fs-02/../fs-01/shown/c.sealed 201 "${body[@]}" # the server resolves it first: still its own folder
send PUT /in/fs-01/../fs-02/shown/c.sealed 403 "${body[@]}"
left=$(cd -- "${dropbox}" && find . -type f | sort | paste -sd ' ')
[[ ${left} == './in/fs-01/shown/43-ab.sealed ./in/fs-01/shown/c.sealed' ]] || complain "the drop-box holds: ${left}"
expect /meta/timestamp.json 200 "${ask}"

# Many at once neither mix nor leave halves: the answer 429 tells a kiosk to come again.
codes=$(for number in {1..30}; do
    printf 'url = "%s/in/fs-01/usage/%d.sealed"\noutput = /dev/null\nupload-file = "%s"\n' "${url}" "${number}" "${scratch}/body"
done | curl -sS --no-progress-meter --parallel -K - -H "Authorization: Bearer ${token}" -w '%{http_code}\n' | sort | uniq -c)
grep -q ' 201$' <<<"${codes}" || complain "parallel files were refused: ${codes}"
if grep -vqE ' (201|429)$' <<<"${codes}"; then complain "parallel files were answered with: ${codes}"; fi
if find "${dropbox}/in/fs-01/usage" -type f ! -size "$(stat -c %s "${scratch}/body")c" | grep .; then complain "a half file"; fi

# The cache in a hall: forty kiosks are one, and what is here stays while the central server is away.
cache_state=${scratch}/cache-nginx
mkdir -p "${cache_state}/scratch"
central=${url}
head -c 9000000 /dev/urandom >"${scratch}/video"
video=$(sha256sum "${scratch}/video")
video=${video%% *}
mkdir -p "${tree}/o/${video:0:2}"
cp "${scratch}/video" "${tree}/o/${video:0:2}/${video}"
start_site_cache "${cache_state}" "${scratch}/cached" "${central}"
at_exit stop_webserver "${cache_state}"
expect /meta/timestamp.json 200 '^X-Hall-Cache: MISS'
expect /meta/timestamp.json 200 '^X-Hall-Cache: HIT'
expect /meta/7.snapshot.json 200 "${forever}"
expect /meta/7.snapshot.json 200 '^X-Hall-Cache: HIT'
expect /meta/8.root.json 404 ''
etag=$(curl -sS -D - -o /dev/null "${url}/meta/timestamp.json" | tr -d '\r' | sed -n 's/^ETag: //Ip')
[[ $(curl -sS -o /dev/null -w '%{http_code}' -H "If-None-Match: ${etag}" "${url}/meta/timestamp.json") == 304 ]] ||
    complain "the cache answers a conditional question in full"
seen() { grep -c "/o/${video:0:2}/${video}" "${state}/access.log"; }
before=$(seen || true)
seq 12 | xargs -P 12 -I @ curl -sS -o "${scratch}/video-@" "${url}/o/${video:0:2}/${video}"
for number in {1..12}; do cmp "${scratch}/video" "${scratch}/video-${number}" || complain "the cache altered an object"; done
[[ $(curl -sS -r 5000000-5000099 "${url}/o/${video:0:2}/${video}" | sha256sum) == $(tail -c +5000001 "${scratch}/video" | head -c 100 | sha256sum) ]] ||
    complain "the cache serves a wrong range"
(($(seen) - before == 3)) || complain "12 kiosks made $(($(seen) - before)) requests of the central server, not one for each piece"
for path in / /g/abc234 /in/fs-01/shown/a.sealed /meta/notes.json; do expect "${path}" '40[0345]' ''; done
stop_webserver "${state}"
sleep 6
expect /meta/timestamp.json 200 '^X-Hall-Cache: (STALE|UPDATING)'
expect "/o/${video:0:2}/${video}" 200 '^X-Hall-Cache: HIT'
expect "/o/${hash:0:2}/${hash}" 502 ''

"$(nginx_program)" -t -q -e "${state}/error.log" -p "${state}" -c "${state}/nginx.conf"
sed -i 's/immutable";/immutable"/' "${state}/hall-site.conf"
must_refuse "$(nginx_program)" -t -q -e "${state}/error.log" -p "${state}" -c "${state}/nginx.conf"
((complaints == 0)) || exit 1
printf 'fine\n'
