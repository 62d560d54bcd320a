#!/usr/bin/env bash
# A bare Debian becomes a kiosk without a network, and an ordinary machine again: a look writes nothing, a second run
# changes nothing, a run killed in any phase goes on with --resume. Run by run-l1.
. "$(dirname -- "${BASH_SOURCE[0]}")/chroot.sh"

provision=${root}/deploy-scripts/hall-provision
offline=${scratch}/offline
conf=${scratch}/hall.conf
phases=(users display lockdown usb network time logs updates boot readonly)

# alone COMMAND…: without any network, and with all its children gone when it is killed.
alone() {
    unshare --net --pid --fork --kill-child=KILL -- "$@"
}

# expect CODE COMMAND…
expect() {
    local wanted=$1 code=0
    shift
    "$@" >"${scratch}/out" 2>&1 </dev/null || code=$?
    ((code == wanted)) || complain "$* ended with ${code}, not ${wanted}: $(tail -n 30 "${scratch}/out")"
}

# Everything with the time of its last change.
timed_picture() {
    (cd -- "${machine}" && find . -xdev \( -path ./proc -o -path ./dev -o -path ./var/cache/apt \) -prune -o -printf '%y %m %U:%G %p %l %T@\n' | sort)
}

# The machine without what provisioning keeps for itself.
own_picture() {
    picture "${machine}" | grep -vE '\./var/(lib/hall-provision|cache/hall)'
}

# The folder of packages that a technician takes along: what a bare machine lacks.
gather_packages() {
    local -a wanted
    mapfile -t wanted < <(sed -E 's/#.*//; s/[[:space:]]+//g; /^$/d' "${root}/deploy-scripts/packages/kiosk.txt")
    mkdir "${offline}" "${machine}/debs"
    cp "${HALL_PACKAGES}"/hall-{kiosk,sync}_*.deb "${offline}/"
    cp "${offline}"/*.deb "${machine}/debs/"
    inside apt-get -q update >"${scratch}/apt.log" 2>&1 || complain "apt-get update: $(tail -n 5 "${scratch}/apt.log")"
    inside sh -c 'apt-get -q -y --no-install-recommends --download-only -o Acquire::Retries=3 install "$@" /debs/*.deb' sh "${wanted[@]}" \
        >"${scratch}/apt.log" 2>&1 || complain "the packages cannot be had: $(tail -n 10 "${scratch}/apt.log")"
    inside sh -c 'apt-get -q -y --no-install-recommends --print-uris install "$@" /debs/*.deb' sh "${wanted[@]}" >/dev/null 2>&1 || true
    inside sh -c 'apt-get -s --no-install-recommends install "$@" /debs/*.deb' sh "${wanted[@]}" >"${scratch}/plan"
    local name version file
    while read -r _ name version _; do
        version=${version#(}
        file=$(printf '%s' "${version//:/%3a}")
        [[ ${name} == hall-* ]] || cp "${machine}/var/cache/apt/archives/${name}_${file}"_*.deb "${offline}/"
    done < <(grep '^Inst ' "${scratch}/plan" | sed -E 's/ \[[^]]*\]//')
    rm -rf "${machine}/debs"
    # From here on nothing may come from elsewhere.
    umount "${machine}/var/cache/apt/archives"
    rm -f "${machine}/etc/resolv.conf"
}

# killed_in PHASE COMMAND…: the power goes as soon as the phase is finished, whatever is then being done.
killed_in() {
    local marker=${machine}/var/lib/hall-provision/phases/$1 pid
    shift
    rm -f "${marker}"
    setsid unshare --net --pid --fork --kill-child=KILL -- "$@" >"${scratch}/out" 2>&1 </dev/null &
    pid=$!
    until [[ -e ${marker} ]] || ! kill -0 "${pid}" 2>/dev/null; do sleep 0.02; done
    kill -KILL "${pid}" 2>/dev/null || true
    wait "${pid}" 2>/dev/null || true
    [[ -e ${marker} ]] || complain "the run ended before: $(tail -n 20 "${scratch}/out")"
}

# Of ours; packages bring empty files of their own.
no_half_files() {
    local path
    while IFS=$'\t' read -r path _; do
        if [[ -f ${machine}${path} && ! -s ${machine}${path} ]]; then complain "${path} is empty"; fi
    done < <(cat "${machine}/var/lib/hall-provision/manifest" 2>/dev/null || true)
    path=$(find "${machine}/var/lib/hall-provision" -maxdepth 1 -type f -empty)
    [[ -z ${path} ]] || complain "empty files: ${path}"
}

case_1() {
    timed_picture >"${scratch}/before"
    expect 3 alone "${provision}" --root "${machine}" --config "${conf}" --offline "${offline}" --check
    expect 3 alone "${provision}" --root "${machine}" --config "${conf}" --offline "${offline}" --diff
    timed_picture >"${scratch}/after"
    same_picture "${scratch}/before" "${scratch}/after" "--check wrote"
    passed 1 "--check and --diff on a bare machine: 3, nothing written"
}

# The power goes while dpkg unpacks.
cut_in_packages() {
    local pid
    setsid unshare --net --pid --fork --kill-child=KILL -- "${provision}" --root "${machine}" --config "${conf}" --offline "${offline}" \
        --phase packages >"${scratch}/out" 2>&1 </dev/null &
    pid=$!
    until grep -q '^Package: libqt6core6' "${machine}/var/lib/dpkg/status" || ! kill -0 "${pid}" 2>/dev/null; do sleep 0.1; done
    sleep 1
    kill -KILL "${pid}" 2>/dev/null || true
    wait "${pid}" 2>/dev/null || true
    ! inside dpkg-query -W hall-kiosk 2>/dev/null | grep -q '[0-9]' || complain "everything was installed before the cut"
    # What was cut off: this phase alone.
    expect 0 alone "${provision}" --root "${machine}" --resume
    [[ -z $(inside dpkg --audit) ]] || complain "dpkg is not whole: $(inside dpkg --audit)"
    no_half_files
    own_picture >"${scratch}/plain"
    passed 4 "power cut while packages are unpacked, --resume without a network"
}

case_2() {
    timed_picture >"${scratch}/before"
    expect 0 alone "${provision}" --root "${machine}" --config "${conf}" --offline "${offline}" --json
    grep -q '"exit":0,"changed":0,' "${scratch}/out" || complain "a second run changes: $(tail -n 1 "${scratch}/out")"
    timed_picture >"${scratch}/after"
    same_picture "${scratch}/before" "${scratch}/after" "a second run changed"
    expect 0 alone "${provision}" --root "${machine}" --config "${conf}" --check
    passed 2 "a second run: 0, no change, the same times"
}

# What was written is accepted by those who read it.
accepted() {
    expect 0 alone chroot "${machine}" nft --check --file /etc/hall/nftables.conf
    mkdir -p "${machine}/run/sshd"
    inside sh -c 'ls /etc/ssh/ssh_host_*_key >/dev/null 2>&1 || ssh-keygen -q -A'
    expect 0 inside sshd -t
    inside sshd -T >"${scratch}/out"
    for word in 'permitrootlogin no' 'passwordauthentication no' 'allowgroups hall-admin'; do
        grep -qx "${word}" "${scratch}/out" || complain "sshd does not believe: ${word}"
    done
    expect 0 inside visudo -c
    expect 0 inside setpriv --reuid=hall-tech --regid=hall-tech --init-groups sudo -n true
    expect 0 inside setpriv --reuid=hall-tech --regid=hall-tech --init-groups test -r /home/hall-tech/.ssh/authorized_keys
    expect 0 inside chronyd -p -f /etc/chrony/hall.conf
    expect 0 inside rsyslogd -N1
    expect 0 inside sh -c 'apt-config dump | grep -q "Package-Blacklist:: \"hall-\""'
    inside systemd-analyze verify --man=no hall-kiosk.service hall-display.service hall-sync.service nftables.service chrony.service >"${scratch}/out" 2>&1 || true
    if grep -E '60-hall|60-outbox|60-client' "${scratch}/out"; then complain "systemd does not accept our drop-ins"; fi
    for unit in hall-display hall-kiosk hall-sync seatd nftables chrony; do
        [[ $(inside systemctl is-enabled "${unit}.service") == enabled ]] || complain "${unit} is not switched on"
    done
    for unit in getty@tty1.service serial-getty@ttyS0.service ctrl-alt-del.target; do
        [[ $(inside systemctl is-enabled "${unit}" 2>&1) == masked ]] || complain "${unit} is not masked"
    done
    [[ -s ${machine}/var/cache/hall/deb/good ]] || complain "no packages were kept for repair"
    passed 2 "nft, sshd, sudo, chrony, rsyslog, apt and systemd accept what was written"
}

case_6() {
    expect 0 alone "${root}/deploy-scripts/hall-unprovision" --root "${machine}" --yes
    own_picture >"${scratch}/after"
    same_picture "${scratch}/plain" "${scratch}/after" "un-provisioning leaves or takes"
    [[ $(inside systemctl is-enabled getty@tty1.service 2>&1) != masked ]] || complain "there is no console"
    passed 6 "un-provision: the machine is what it was with its packages installed"
}

# After each phase the power goes; then on to the end, where the first run ended.
case_4() {
    local phase
    for phase in "${phases[@]}"; do
        killed_in "${phase}" "${provision}" --root "${machine}" --config "${conf}" --offline "${offline}"
        no_half_files
    done
    expect 0 alone "${provision}" --root "${machine}" --resume
    own_picture >"${scratch}/after"
    same_picture "${scratch}/provisioned" "${scratch}/after" "after the cuts"
    passed 4 "power cut after each of ${#phases[@]} phases, --resume: where an undisturbed run ends"
}

main() {
    needs_root_and_packages
    new_machine provision
    "${root}/deploy-scripts/hall-config" template touch |
        sed -E 's/^#?(SCREEN_ON|SCREEN_OFF|LOG_HOST|DROPBOX_URL)=/\1=/; s/^SERVER_URL=.*/SERVER_URL=https:\/\/192.0.2.7\//; s/^DROPBOX_URL=.*/DROPBOX_URL=https:\/\/192.0.2.7\/drop\//' >"${conf}"
    printf '{}\n' >"${scratch}/root.json"
    printf 'key\n' >"${scratch}/bureau.pub"
    ssh-keygen -q -t ed25519 -N '' -f "${scratch}/key" && mv "${scratch}/key.pub" "${scratch}/admin.pub"
    install -D -m 0600 "${scratch}/bureau.pub" "${machine}/etc/hall/secrets/dropbox.token"
    chmod 0700 "${machine}/etc/hall/secrets"
    gather_packages
    case_1
    cut_in_packages
    expect 0 alone "${provision}" --root "${machine}" --config "${conf}" --offline "${offline}"
    own_picture >"${scratch}/provisioned"
    accepted
    case_2
    case_6
    case_4
}

main
