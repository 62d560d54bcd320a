#!/usr/bin/env bash
# hall-provision on a tree of folders: a look writes nothing, what is done is not done again, a run that was cut off goes
# on, other people's files come back as they were, and bad configuration changes nothing.
. "$(dirname -- "${BASH_SOURCE[0]}")/../checks/tools.sh"

command -v systemctl >/dev/null || skip "systemd is not installed"
provision=${root}/deploy-scripts/hall-provision
unprovision=${root}/deploy-scripts/hall-unprovision
machine=${scratch}/machine
conf=${scratch}/hall.conf
mkdir -p "${machine}"/{etc/systemd/{journald.conf.d,system},usr/lib/systemd/system,var/lib}
printf 'VERSION_ID="12"\n' >"${machine}/etc/os-release"
printf '[Unit]\n[Service]\nExecStart=/bin/true\n[Install]\nWantedBy=multi-user.target\n' >"${machine}/usr/lib/systemd/system/chrony.service"
# Somebody else's file where one of ours belongs.
theirs=${machine}/etc/systemd/journald.conf.d/60-hall.conf
printf 'theirs\n' >"${theirs}"
chmod 0640 "${theirs}"
"${root}/deploy-scripts/hall-config" template touch >"${conf}"

# run CODE ARGUMENT…: hall-provision for the two short phases ends so.
run() {
    local wanted=$1 code=0
    shift
    "${provision}" --root "${machine}" --phase time,logs "$@" >"${scratch}/out" 2>"${scratch}/err" </dev/null || code=$?
    ((code == wanted)) || complain "hall-provision $* ended with ${code}, not ${wanted}: $(cat "${scratch}/out" "${scratch}/err")"
}

# What lies there, with the time of the last change.
picture() {
    (cd -- "${machine}" && find . -printf '%y %m %p %l %T@\n' | sort)
}

picture >"${scratch}/before"
run 3 --config "${conf}" --diff
grep -q '+server ntp.example iburst' "${scratch}/out" || complain "--diff shows no difference: $(cat "${scratch}/out")"
# shellcheck disable=SC2016 # the value is meant to reach the reader as it is
printf 'NTP=$(touch %s/run)\n' "${scratch}" >>"${conf}"
run 2 --config "${conf}"
grep -q "第 $(wc -l <"${conf}") 行" "${scratch}/err" || complain "the line is not told: $(cat "${scratch}/err")"
[[ ! -e ${scratch}/run ]] || complain "the configuration was run"
sed -i '$d' "${conf}"
cmp -s "${scratch}/before" <(picture) || complain "a run that may not write did: $(diff "${scratch}/before" <(picture))"

run 0 --config "${conf}" --json
grep -q '^{"exit":0,"changed":[1-9]' "${scratch}/out" || complain "--json says: $(cat "${scratch}/out")"
[[ $(wc -l <"${scratch}/out") -eq 1 ]] || complain "--json has other lines"
grep -q '^server ntp.example iburst$' "${machine}/etc/chrony/hall.conf" || complain "the time server is not configured"
[[ $(readlink "${machine}/etc/localtime") == /usr/share/zoneinfo/Asia/Shanghai ]] || complain "the screens would not have Beijing time"
[[ -L ${machine}/etc/systemd/system/multi-user.target.wants/chrony.service ]] || complain "chrony is not switched on"
picture >"${scratch}/done"
# On the machine itself memory is mounted over /tmp while it runs, so nothing of it may lie there.
(
    if ((EUID == 0)); then export TMPDIR=${scratch}/nowhere; fi
    run 0 --config "${conf}"
)
cmp -s "${scratch}/done" <(picture) || complain "a second run changes: $(diff "${scratch}/done" <(picture))"

# What lies beside a configuration that is named without a folder is found as well.
mkdir "${scratch}/here"
cp "${conf}" "${scratch}/here/hall.conf"
printf '{}\n' >"${scratch}/here/root.json"
(cd "${scratch}/here" && "${provision}" --root "${machine}" --phase users --check --config hall.conf) >"${scratch}/out" 2>&1 || true
grep -q '将写：/usr/share/hall/root.json' "${scratch}/out" || complain "root.json beside hall.conf was not found: $(cat "${scratch}/out")"

# Cut off: a file half written under its working name, one gone, and then a fault that ends the run.
printf 'half' >"${machine}/etc/chrony/.hall.conf.hall-new"
rm "${machine}/etc/chrony/hall.conf" "${machine}/var/lib/hall-provision/phases/"*
mv "${theirs}" "${scratch}/theirs"
mkdir "${theirs}"
sed 's/^NTP=.*/NTP=ntp.new.example/' "${conf}" >"${scratch}/new.conf"
run 1 --config "${scratch}/new.conf"
rmdir "${theirs}"
mv "${scratch}/theirs" "${theirs}"
rm "${machine}/etc/chrony/hall.conf"
run 3 --config "${conf}" --check
# What is taken up is what was cut off: its configuration and its phases.
code=0
"${provision}" --root "${machine}" --resume >"${scratch}/out" 2>&1 </dev/null || code=$?
[[ ${code} -eq 0 && $(grep -c '^\[[12]/2\]' "${scratch}/out") -eq 2 ]] || complain "--resume: ${code}, $(cat "${scratch}/out")"
grep -q '^server ntp.new.example ' "${machine}/etc/chrony/hall.conf" || complain "--resume took another configuration"
[[ ! -e ${machine}/etc/chrony/.hall.conf.hall-new ]] || complain "a half-written file was left"
# Nothing is left to be taken up: from now on people's own file holds, and a run of some phases left nothing behind.
code=0
"${provision}" --root "${machine}" --resume >"${scratch}/out" 2>&1 </dev/null || code=$?
[[ ${code} -eq 2 && $(cat "${scratch}/out") == *'/etc/hall/hall.conf：没有这个文件'* ]] || complain "--resume after the end: ${code}, $(cat "${scratch}/out")"
mkdir "${machine}/etc/hall"
sed 's/^NTP=.*/NTP=ntp.edited.example/' "${conf}" >"${machine}/etc/hall/hall.conf"
run 0 --resume
grep -q '^server ntp.edited.example ' "${machine}/etc/chrony/hall.conf" || complain "--resume undid what a person wrote"
rm -r "${machine}/etc/hall"
run 0 --config "${conf}"
cmp -s <(cut -d' ' -f1-4 "${scratch}/done") <(picture | cut -d' ' -f1-4) || complain "it did not end where the first run did"

for word in "," "time,,logs" nonsense; do
    run 2 --config "${conf}" --phase "${word}"
    grep -q '没有「.*」这一步' "${scratch}/err" || complain "--phase ${word}: $(cat "${scratch}/err")"
done

# Another run at work.
exec 8<"${machine}/"
flock 8
HALL_LOCK_WAIT=0 run 6 --config "${conf}"
exec 8<&-

# An installed copy finds what it reads from where it lies itself, not in this machine's / nor in the other one.
copy=${scratch}/copy
mkdir -p "${copy}/lib/hall" "${copy}/share/hall/display"
cp -R "${root}/deploy-scripts/"{lib,phases,hall-provision} "${copy}/lib/hall/"
sed 's/^output \* transform/# of the copy\n&/' "${root}/deploy-scripts/display/sway.conf.in" >"${copy}/share/hall/display/sway.conf.in"
code=0
"${copy}/lib/hall/hall-provision" --root "${machine}" --phase display --diff --config "${conf}" >"${scratch}/out" 2>&1 || code=$?
((code == 3)) || complain "an installed copy ended with ${code}: $(cat "${scratch}/out")"
grep -q '+# of the copy' "${scratch}/out" || complain "an installed copy reads another template: $(cat "${scratch}/out")"
rm "${copy}/share/hall/display/sway.conf.in"
code=0
"${copy}/lib/hall/hall-provision" --root "${machine}" --phase display --check --config "${conf}" >"${scratch}/out" 2>&1 || code=$?
[[ ${code} -eq 4 && $(cat "${scratch}/out") == *'找不到 sway.conf.in'* ]] || complain "without its template: ${code}, $(cat "${scratch}/out")"

# Units that hall.conf no longer asks for are switched off again, also by a list of an older version, without phases.
units=${machine}/usr/lib/systemd/system
cp "${root}/deploy-scripts/units/"hall-screen-o*.{timer,service} "${units}/"
sed 's/^WantedBy=.*/WantedBy=timers.target/' "${units}/chrony.service" >"${units}/rsyslog.service"
state=${machine}/var/lib/hall-provision

# wanted NAME…: just these units are switched on for timers.target, and listed.
wanted() {
    local there
    there=$(find "${machine}/etc/systemd/system" -path '*/timers.target.wants/*' -printf '%f\n' | sort | paste -sd ' ')
    [[ ${there} == "$*" ]] || complain "switched on are: ${there}, not: $*"
    there=$(cut -f 1 "${state}/enabled" | sed '/^chrony/d' | paste -sd ' ')
    [[ ${there} == "$*" ]] || complain "listed are: ${there}, not: $*"
}

# with CODE SED-SCRIPT ARGUMENT…: the phases logs and display, with hall.conf changed so.
with() {
    local wanted=$1 code=0
    sed -E "$2" "${conf}" >"${scratch}/changed.conf"
    shift 2
    "${provision}" --root "${machine}" --config "${scratch}/changed.conf" "$@" >"${scratch}/out" 2>"${scratch}/err" </dev/null || code=$?
    ((code == wanted)) || complain "hall-provision $* ended with ${code}, not ${wanted}: $(cat "${scratch}/out" "${scratch}/err")"
}

hours='s/^#(LOG_HOST|SCREEN_ON|SCREEN_OFF)=/\1=/'
for age in new old; do
    with 0 "${hours}" --phase logs,display
    wanted hall-screen-off.timer hall-screen-on.timer rsyslog.service
    grep -qx $'hall-screen-on.timer\tdisplay' "${state}/enabled" || complain "the list has no phases: $(cat "${state}/enabled")"
    if [[ ${age} == old ]]; then
        cut -f 1 "${state}/enabled" >"${scratch}/list"
        cp "${scratch}/list" "${state}/enabled"
    fi
    with 3 '' --phase logs,display --check
    [[ $(grep -c '停用 \(hall-screen-on.timer\|hall-screen-off.timer\|rsyslog.service\)$' "${scratch}/out") -eq 3 ]] ||
        complain "--check does not tell what will be switched off: $(cat "${scratch}/out")"
    # Another phase's units are not this one's to switch off.
    with 0 '' --phase time
    [[ $(wc -l <"${state}/enabled") -eq 4 ]] || complain "the phase time has switched off: $(cat "${state}/enabled")"
    with 0 '' --phase logs,display
    wanted
    with 0 '' --phase logs,display --check
done
with 0 "${hours}" --phase logs,display
rm -rf "${units}/"{hall-screen-*,rsyslog.service}
with 0 '' --phase logs,display
[[ $(cut -f 1 "${state}/enabled") == chrony.service ]] || complain "a unit that is gone stays listed: $(cat "${state}/enabled")"
left=$(find "${machine}/etc/systemd/system" -path '*/timers.target.wants/*')
[[ -z ${left} ]] || complain "of a unit that is gone a link is left: ${left}"

"${unprovision}" --root "${machine}" --yes >"${scratch}/out" 2>&1 </dev/null || complain "hall-unprovision: $(cat "${scratch}/out")"
cmp -s <(cut -d' ' -f1-4 "${scratch}/before") <(picture | cut -d' ' -f1-4) ||
    complain "un-provisioning leaves: $(diff "${scratch}/before" <(picture))"
[[ $(cat "${theirs}") == theirs && $(stat -c %a "${theirs}") == 640 ]] || complain "somebody else's file did not come back"
printf 'fine\n'
