#!/usr/bin/env bash
# provision-server makes a web server out of Debian's nginx: only its own files, a second run changes nothing, what
# nginx refuses is taken back. Then the real nginx serves over TLS, kiosks with a certificate leave messages, and
# hall-sync does. All of it in namespaces of its own, so that nothing of this machine is changed.
#
# Usage: tests/deploy/server.sh PROGRAMS-FOLDER
if [[ ${HALL_INSIDE:-} != yes && ${EUID} -eq 0 ]] && unshare --mount --net true 2>/dev/null; then
    HALL_INSIDE=yes exec unshare --mount --net --propagation slave "$0" "$@"
fi
. "$(dirname -- "${BASH_SOURCE[0]}")/../checks/tools.sh"
# shellcheck source=memory.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/memory.sh"

programs=${1:?the folder of the programs}
[[ ${HALL_INSIDE:-} == yes ]] || skip "namespaces need root"
for tool in openssl curl ip; do
    command -v "${tool}" >/dev/null || skip "${tool} is not installed"
done
[[ -x ${programs}/hall-sync && -x ${programs}/hall-publish ]] || skip "the programs are not built"
[[ -d /etc/nginx && -x /usr/sbin/nginx ]] || skip "nginx is not installed"
provision=${root}/deploy-scripts/server/provision-server

ip link set lo up
writes_to_memory etc var/log var/lib var/cache srv usr/lib/systemd
mkdir -p /srv/hall

expect_code() {
    local wanted=$1 code=0
    shift
    "$@" >"${scratch}/words" 2>&1 || code=$?
    ((code == wanted)) || complain "$* ended with ${code}, not ${wanted}: $(cat "${scratch}/words")"
}

# The state of every file that could be touched: name, size, time, mode.
state_of() {
    find /etc /srv -xdev -printf '%p %s %T@ %m %U %G\n' 2>/dev/null | sort | sha256sum
}

# authority NAME; certificate NAME AUTHORITY [OPENSSL-OPTION…]
authority() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj "/CN=$1" \
        -keyout "${pki}/$1.key" -out "${pki}/$1.crt" 2>/dev/null
}

certificate() {
    openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" -keyout "${pki}/$3.key" \
        -out "${pki}/$3.csr" 2>/dev/null
    printf 'subjectAltName=DNS:%s,IP:127.0.0.1\n' "$1" >"${pki}/$3.ext"
    openssl x509 -req -in "${pki}/$3.csr" -CA "${pki}/$2.crt" -CAkey "${pki}/$2.key" -CAcreateserial -days "${4:-30}" \
        -extfile "${pki}/$3.ext" -out "${pki}/$3.crt" 2>/dev/null
}

pki=/etc/hall/pki
mkdir -p "${pki}"
authority bureau
authority stranger
certificate localhost bureau server
certificate fs-01 bureau fs-01
certificate fs-02 bureau fs-02
certificate fs-01 stranger forged
mkdir -p "${scratch}/ca"
touch "${scratch}/ca/index"
printf '01\n' >"${scratch}/ca/number"
printf '[ca]\ndefault_ca=c\n[c]\ndatabase=%s/index\ncrlnumber=%s/number\ndefault_md=sha256\ndefault_crl_days=30\n' \
    "${scratch}/ca" "${scratch}/ca" >"${scratch}/ca/conf"
openssl ca -config "${scratch}/ca/conf" -cert "${pki}/bureau.crt" -keyfile "${pki}/bureau.key" -revoke "${pki}/fs-02.crt" 2>/dev/null
openssl ca -config "${scratch}/ca/conf" -cert "${pki}/bureau.crt" -keyfile "${pki}/bureau.key" -gencrl -out "${pki}/revoked.pem" 2>/dev/null

# 1. What is asked for wrongly is refused and writes nothing.
before=$(state_of)
expect_code 0 "${provision}" --help
expect_code 2 "${provision}"
expect_code 2 "${provision}" --nonsense
expect_code 2 "${provision}" --tree
expect_code 2 "${provision}" --tree /srv/hall/tree --site-cache https://hall.example/
expect_code 2 "${provision}" --tree /srv/hall/tree --certificate "${pki}/server.crt"
expect_code 2 "${provision}" --tree /srv/hall/tree --client-ca "${pki}/bureau.crt"
# shellcheck disable=SC2016 # it is meant to be unexpanded
for word in 'tree' '/srv/a;b' '/srv/$(id)' '/srv/../etc'; do expect_code 2 "${provision}" --tree "${word}"; done
for word in 'localhost:80' '80 ssl'; do expect_code 2 "${provision}" --tree /srv/hall/tree --listen "${word}"; done
expect_code 2 "${provision}" --tree /srv/hall/tree --dropbox /srv/hall/drop
grep -q 'https' "${scratch}/words" || complain "a drop-box that no kiosk can use: $(cat "${scratch}/words")"
ln -s "${provision}" "${scratch}/hall-provision-server"
expect_code 0 "${scratch}/hall-provision-server" --help
grep -q '^Usage: hall-provision-server ' "${scratch}/words" || complain "its help tells another name"
expect_code 0 "${scratch}/hall-provision-server" --version
grep -q '^hall-provision-server ' "${scratch}/words" || complain "--version: $(cat "${scratch}/words")"
expect_code 4 "${provision}" --tree /srv/hall/tree --certificate /etc/hall/none.crt --key /etc/hall/none.key
expect_code 4 "${provision}" --tree /srv/hall/tree --publish-keys /srv/hall/no-keys
[[ $(state_of) == "${before}" ]] || complain "runs that were refused wrote something"

# 2. Look, do, look again.
whole=("${provision}" --tree /srv/hall/tree --listen 127.0.0.1:8443 --certificate "${pki}/server.crt" --key "${pki}/server.key"
    --dropbox /srv/hall/drop --client-ca "${pki}/bureau.crt" --client-crl "${pki}/revoked.pem")
expect_code 3 "${whole[@]}" --check
expect_code 3 "${whole[@]}" --diff
grep -q '^+.*ssl_certificate_key' "${scratch}/words" || complain "--diff does not show the lines: $(cat "${scratch}/words")"
[[ $(state_of) == "${before}" ]] || complain "--check or --diff wrote something"
expect_code 0 "${whole[@]}"
after=$(state_of)
[[ ${after} != "${before}" ]] || complain "nothing was written"
expect_code 0 "${whole[@]}"
expect_code 0 "${whole[@]}" --check
[[ $(state_of) == "${after}" ]] || complain "a second run changed something"
[[ $(stat -c '%a %U' /etc/hall/secrets/kiosk-tokens) == '600 root' ]] || complain "the tokens can be read"
printf '# a technician was here\n' >>/etc/nginx/hall/hall-tls.conf
expect_code 3 "${whole[@]}" --check
grep -q 'hall-tls.conf' "${scratch}/words" || complain "a changed file is not named"
expect_code 0 "${whole[@]}"

# Fewer options: what only the others needed goes.
fewer=("${whole[@]:0:9}")
expect_code 3 "${fewer[@]}" --check
grep -q '^要去掉 /etc/hall/secrets/kiosk-tokens$' "${scratch}/words" || complain "it is not told what goes: $(cat "${scratch}/words")"
expect_code 0 "${fewer[@]}"
for name in nginx/hall/hall-dropbox.conf nginx/hall/hall-dropbox-kiosks.conf nginx/hall/hall-tls-clients.conf hall/secrets/kiosk-tokens; do
    [[ ! -e /etc/${name} ]] || complain "/etc/${name} is left of a run with more options"
done
[[ -e /etc/nginx/hall/hall-tls.conf && -d /srv/hall/drop/in ]] || complain "more went than was ours"
expect_code 0 "${fewer[@]}" --check
expect_code 0 "${whole[@]}"

# 3. nginx refuses a certificate that is none: as before, to the byte.
before=$(find /etc/nginx -type f -exec sha256sum {} + | sort | sha256sum)
printf 'no certificate\n' >"${pki}/bad.crt"
expect_code 1 "${provision}" --tree /srv/hall/tree --listen 127.0.0.1:8443 --certificate "${pki}/bad.crt" --key "${pki}/server.key"
grep -q '已恢复原样' "${scratch}/words" || complain "it is not told that all is as before: $(cat "${scratch}/words")"
[[ $(find /etc/nginx -type f -exec sha256sum {} + | sort | sha256sum) == "${before}" ]] || complain "a refused configuration was left"
nginx -t -q || complain "what was left is not accepted"

# 4. Another run holds the lock.
(
    exec 8>/run/lock/hall-provision-server
    flock 8
    exec sleep 60
) &
holder=$!
rm /etc/nginx/hall/hall-tls.conf
expect_code 6 "${whole[@]}"
kill "${holder}"
wait "${holder}" 2>/dev/null || true
expect_code 0 "${whole[@]}"

# 5. The real nginx, as Debian configures it. Its scratch folders are in /var/lib.
mkdir -p /srv/hall/tree/meta
printf '{}' >/srv/hall/tree/meta/timestamp.json
nginx 9>&-
at_exit nginx -s stop -q
url=https://127.0.0.1:8443
answer() {
    curl -sS --cacert "${pki}/bureau.crt" -o "${scratch}/body" -w '%{http_code}' "$@" 2>"${scratch}/words" || true
}

# expect_answer WANTED CURL-OPTION…
expect_answer() {
    local got
    got=$(answer "${@:2}")
    [[ ${got} =~ ^($1)$ ]] || complain "expected $1, got ${got} for: ${*:2}"
}

printf 'sealed' >"${scratch}/message"
put=(-T "${scratch}/message" "${url}/in/fs-01/shown/1-a.sealed")
wait_for 10 port_answers 8443 || complain "nginx does not listen"
[[ $(curl -sS -o /dev/null -w '%{http_code}' "${url}/meta/timestamp.json" 2>/dev/null || true) == 000 ]] ||
    complain "self-proof: a server of an unknown authority was believed"
expect_answer 200 "${url}/meta/timestamp.json"
[[ $(<"${scratch}/body") == '{}' ]] || complain "the file came as: $(cat "${scratch}/body")"
expect_answer 403 "${put[@]}"
expect_answer 201 --cert "${pki}/fs-01.crt" --key "${pki}/fs-01.key" "${put[@]}"
[[ $(</srv/hall/drop/in/fs-01/shown/1-a.sealed) == sealed ]] || complain "what was put is not there"
[[ $(stat -c '%a %U %G' /srv/hall/drop/in/fs-01/shown/1-a.sealed) == '660 www-data hall-publish' ]] ||
    complain "hall-publish cannot collect: $(stat -c '%a %U %G' /srv/hall/drop/in/fs-01/shown/1-a.sealed)"
expect_answer 403 --cert "${pki}/fs-01.crt" --key "${pki}/fs-01.key" -T "${scratch}/message" "${url}/in/fs-02/shown/1-a.sealed"
# 403, not nginx's own 400: a kiosk keeps its message then, and content goes on.
expect_answer 403 --cert "${pki}/forged.crt" --key "${pki}/forged.key" "${put[@]}"
expect_answer 200 --cert "${pki}/forged.crt" --key "${pki}/forged.key" "${url}/meta/timestamp.json"
expect_answer 403 --cert "${pki}/forged.crt" --key "${pki}/forged.key" "${url}/g/abc234"
expect_answer 403 --cert "${pki}/fs-02.crt" --key "${pki}/fs-02.key" -T "${scratch}/message" "${url}/in/fs-02/shown/1-a.sealed"
expect_answer 403 --cert "${pki}/fs-01.crt" --key "${pki}/fs-01.key" "${url}/in/fs-01/shown/1-a.sealed"
expect_answer 200 --cert "${pki}/fs-01.crt" --key "${pki}/fs-01.key" "${url}/meta/timestamp.json"
[[ $(find /srv/hall/drop/in -type f | wc -l) -eq 1 ]] || complain "the drop-box holds: $(find /srv/hall/drop/in -type f)"
token=$(openssl rand -hex 16)
printf '"Bearer %s" fs-03;\n' "${token}" >>/etc/hall/secrets/kiosk-tokens
nginx -s reload
took_token() { [[ $(answer -H "Authorization: Bearer ${token}" -T "${scratch}/message" "${url}/in/fs-03/shown/1-a.sealed") == 20[14] ]]; }
wait_for 10 took_token || complain "a kiosk with a token is refused"

# 6. hall-sync brings what the screen left, by its certificate; a stranger's is refused and nothing is lost.
"${programs}/hall-publish" inbox keys "${scratch}/inbox" >/dev/null
"${programs}/hall-publish" keys init "${scratch}/keys" >/dev/null
outbox=${scratch}/outbox
mkdir -p "${outbox}/usage"
printf '{"number":"7"}' >"${outbox}/usage/a1.json"
send_with() {
    "${programs}/hall-sync" --url "${url}/" --cache "${scratch}/cache" --root "${scratch}/keys/root.json" --run-dir "${scratch}/run" \
        --outbox "${outbox}" --dropbox "${url}/in" --seal-to "${scratch}/inbox/inbox.pub" --kiosk-id fs-01 --ca "${pki}/bureau.crt" \
        --client-cert "${pki}/$1.crt" --client-key "${pki}/$1.key" --once >"${scratch}/sync.log" 2>&1 || true
}

outbox_status() {
    python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["outbox"][sys.argv[2]])' "${scratch}/run/status.json" "$1"
}

sent() { find /srv/hall/drop/in/fs-01/usage -name '*.sealed' 2>/dev/null | wc -l; }
send_with forged
(($(sent) == 0)) || complain "a forged certificate was accepted"
[[ $(outbox_status waiting) == 1 ]] || complain "the refused message does not wait: $(cat "${scratch}/run/status.json" "${scratch}/sync.log")"
send_with fs-01
(($(sent) == 1)) || complain "hall-sync did not send: $(cat "${scratch}/sync.log")"
[[ $(outbox_status waiting) == 0 ]] || complain "sent, but still waiting"
"${programs}/hall-publish" inbox --drop /srv/hall/drop/in --key "${scratch}/inbox/inbox.key" --out "${scratch}/inbox.csv" \
    >"${scratch}/words" 2>&1 || true
grep -q 'fs-01' "${scratch}/inbox.csv" || complain "the table has no line of fs-01: $(cat "${scratch}/words")"

# 7. The same machine as the cache of a hall: the site goes, the cache comes.
expect_code 0 "${provision}" --site-cache https://localhost:8443 --listen 127.0.0.1:8080
[[ ! -e /etc/nginx/conf.d/60-hall-site.conf && -e /etc/nginx/conf.d/60-hall-site-cache.conf ]] || complain "site and cache are mixed"
[[ -s /etc/hall/secrets/kiosk-tokens ]] || complain "tokens that people filled in are lost"
grep -q '有令牌，没有删' "${scratch}/words" || complain "tokens that people filled in: $(cat "${scratch}/words")"
expect_code 0 "${provision}" --site-cache https://localhost:8443 --listen 127.0.0.1:8080 --check
nginx -t -q || complain "nginx does not accept the cache"

# 8. The publishing machine signs daily: the very command of the unit, with the settings that were written.
rm -r /srv/hall/tree/meta
"${programs}/hall-publish" build "${root}/assets/demo-content" --repo /srv/hall/tree --keys "${scratch}/keys" \
    --public-url "${url}" >"${scratch}/words" 2>&1 || complain "publishing: $(cat "${scratch}/words")"
site=("${provision}" --tree /srv/hall/tree --listen 127.0.0.1:8443 --publish-keys /srv/hall/keys)
mkdir -p /srv/hall/keys
expect_code 4 "${site[@]}"
cp "${root}/deploy-scripts/units/"hall-publish-resign.* /usr/lib/systemd/system/

# keys_refused CODE WORDS: what the daily service could not use is told now, and nothing is written.
keys_refused() {
    expect_code "$1" "${site[@]}"
    grep -qF "$2" "${scratch}/words" || complain "「$2」 is not said: $(cat "${scratch}/words")"
    [[ ! -e /etc/hall/publish.env ]] || complain "written although the keys are of no use"
}
keys_refused 4 '没有 root.json'
cp "${scratch}"/keys/{root.json,snapshot.pem,timestamp.pem} /srv/hall/keys/
keys_refused 4 '读不了 /srv/hall/keys/snapshot.pem'
chown -R hall-publish: /srv/hall/keys
keys_refused 4 '不属于用户 hall-publish'
chown -R hall-publish: /srv/hall/tree
site[-1]=/root
keys_refused 2 '看不到 /root'
site[-1]=/srv/hall/keys
expect_code 3 "${site[@]}" --check
grep -q 'hall-publish-resign.timer' "${scratch}/words" || complain "the timer is not asked for"
expect_code 0 "${site[@]}"
expect_code 0 "${site[@]}" --check
[[ $(systemctl --root=/ is-enabled hall-publish-resign.timer) == enabled ]] || complain "the timer is not enabled"
before=$(sha256sum /srv/hall/tree/meta/timestamp.json)
sleep 1
daily=$(sed -n 's/^ExecStart=[^ ]* //p' /usr/lib/systemd/system/hall-publish-resign.service)
expect_code 0 env -i PATH="${PATH}" bash -c "set -a; . /etc/hall/publish.env; '${programs}/hall-publish' ${daily}"
[[ $(sha256sum /srv/hall/tree/meta/timestamp.json) != "${before}" ]] || complain "the daily command signs nothing"
expect_code 0 "${site[@]:0:5}"
[[ $(systemctl --root=/ is-enabled hall-publish-resign.timer) == disabled ]] || complain "the timer is left of a run with more options"
expect_code 0 "${site[@]:0:5}" --check
printf 'fine\n'
