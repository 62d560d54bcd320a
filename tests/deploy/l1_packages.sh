#!/usr/bin/env bash
# Packages come and go without a trace: installed, upgraded, removed and purged in a bare Debian, which is afterwards
# what it was; what technicians wrote is kept as long as it should be. Run by run-l1.
. "$(dirname -- "${BASH_SOURCE[0]}")/chroot.sh"

names=(hall-kiosk hall-sync hall-publish)

# The same packages with a higher version, as the next build would have.
make_next() {
    local deb name version next
    mkdir "${scratch}/next"
    for deb in "${HALL_PACKAGES}"/hall-*.deb; do
        name=$(dpkg-deb -f "${deb}" Package)
        version=$(dpkg-deb -f "${deb}" Version)
        next=${version}.1
        dpkg-deb -R "${deb}" "${scratch}/repack"
        sed -i -E "s/^Version: .*/Version: ${next}/; s/hall-sync \(= [^)]*\)/hall-sync (= ${next})/" "${scratch}/repack/DEBIAN/control"
        dpkg-deb --root-owner-group -b "${scratch}/repack" "${scratch}/next/${name}.deb" >/dev/null
        rm -rf "${scratch}/repack"
    done
}

# dpkg_does ARGUMENT…: without a word of complaint.
dpkg_does() {
    inside dpkg "$@" >"${scratch}/dpkg.log" 2>&1 || complain "dpkg $*: $(cat "${scratch}/dpkg.log")"
    if grep -iE 'error|fail|not found|cannot|warning' "${scratch}/dpkg.log" | grep -vE "not empty so not removed"; then
        complain "dpkg $* complains: $(cat "${scratch}/dpkg.log")"
    fi
    [[ -z $(inside dpkg --audit) ]] || complain "after dpkg $*: $(inside dpkg --audit)"
}

prepare() {
    new_machine packages
    mkdir "${machine}/debs" "${machine}/next"
    cp "${HALL_PACKAGES}"/hall-*.deb "${machine}/debs/"
    for name in "${names[@]}"; do compgen -G "${machine}/debs/${name}_*.deb" >/dev/null || complain "there is no ${name}"; done
    make_next
    cp "${scratch}/next/"*.deb "${machine}/next/"
    inside apt-get -q update >"${scratch}/apt.log" 2>&1 || complain "apt-get update: $(tail -n 5 "${scratch}/apt.log")"
    local -a others
    inside sh -c 'apt-get -s --no-install-recommends install /debs/*.deb' >"${scratch}/plan" 2>&1 ||
        complain "dependencies cannot be met in ${suite}: $(tail -n 15 "${scratch}/plan")"
    mapfile -t others < <(awk '/^Inst / { print $2 }' "${scratch}/plan" | grep -vxE 'hall-(kiosk|sync|publish)')
    fetch "${others[@]}"
    picture "${machine}" >"${scratch}/before"
}

works() {
    local program unit
    for program in hall-kiosk hall-sync hallctl hall-publish hall-config; do
        inside "${program}" --help >"${scratch}/words" 2>&1 || complain "${program} --help: $(cat "${scratch}/words")"
    done
    # Every screen, with nothing but what the packages depend on: a QML module that is missing ends it.
    inside env QT_QPA_PLATFORM=offscreen QT_QUICK_BACKEND=software hall-kiosk --self-test --content /usr/share/hall/factory \
        --shots /tmp/shots >"${scratch}/words" 2>&1 || complain "hall-kiosk --self-test: $(tail -n 20 "${scratch}/words")"
    compgen -G "${machine}/tmp/shots/*" >/dev/null || complain "hall-kiosk --self-test took no pictures"
    rm -rf "${machine}/tmp/shots"
    for program in "${machine}"/usr/sbin/hall-*; do
        inside "/usr/sbin/${program##*/}" --help >"${scratch}/words" 2>&1 || complain "${program##*/} --help: $(cat "${scratch}/words")"
    done
    inside getent passwd hall-sync hall-kiosk hall-publish >"${scratch}/words" || complain "people are missing: $(cat "${scratch}/words")"
    [[ $(inside stat -c '%a %U %G' /var/lib/hall/cache /etc/hall/secrets | paste -sd ' ') == '750 hall-sync hall-cache 700 root root' ]] ||
        complain "the folders are not as they should be"
    for unit in "${machine}"/usr/lib/systemd/system/hall-*; do
        [[ ${unit} == *@* || -d ${unit} ]] && continue
        [[ $(inside systemctl is-enabled "${unit##*/}" 2>/dev/null) != enabled ]] || complain "${unit##*/} was switched on by its package"
    done
}

come_and_go() {
    dpkg_does -i --recursive /debs
    works
    passed packages "install: every screen, command and folder (${suite})"

    inside systemctl --quiet enable hall-sync.service
    echo '# by a technician' >>"${machine}/etc/hall/display/display.env"
    echo content >"${machine}/var/lib/hall/cache/kept"
    dpkg_does -i --recursive /next
    grep -q technician "${machine}/etc/hall/display/display.env" || complain "an upgrade took away what a technician wrote"
    [[ $(inside systemctl is-enabled hall-sync.service) == enabled ]] || complain "an upgrade switched hall-sync off"
    [[ -e ${machine}/var/lib/hall/cache/kept ]] || complain "an upgrade took the content away"
    inside dpkg -i --recursive /debs >"${scratch}/words" 2>&1 || complain "the way back: $(cat "${scratch}/words")"
    dpkg_does -i --recursive /next
    passed packages "upgrade, the way back and upgrade again; settings and content kept"

    dpkg_does -r "${names[@]}"
    [[ ! -L ${machine}/etc/systemd/system/multi-user.target.wants/hall-sync.service ]] || complain "a removed unit is still wanted"
    grep -q technician "${machine}/etc/hall/display/display.env" || complain "removing took away what a technician wrote"
    dpkg_does -i --recursive /next
    dpkg_does -r "${names[@]}"
    dpkg_does -P "${names[@]}"
    picture "${machine}" >"${scratch}/after"
    same_picture "${scratch}/before" "${scratch}/after" "left behind or taken away after purging"
    if compgen -G "${machine}/var/lib/dpkg/info/hall-*" || grep '^Package: hall-' "${machine}/var/lib/dpkg/status"; then
        complain "dpkg still knows of the packages"
    fi
    passed packages "remove and purge: the machine is what it was"
}

# What is not ours stays, in whatever order packages go; and so does the record of a machine that is still locked.
keeps_foreign() {
    dpkg_does -i --recursive /debs
    mkdir -p "${machine}/srv/hall/keys" "${machine}/var/lib/hall-provision"
    echo key >"${machine}/srv/hall/keys/root.key"
    echo theirs >"${machine}/etc/hall/theirs.conf"
    printf '/etc/x\t0\t644\tnew\t-\n' >"${machine}/var/lib/hall-provision/manifest"
    # A locked machine keeps the command that unlocks it, unless somebody says otherwise; an upgrade is no removal.
    must_refuse inside dpkg -P hall-kiosk
    inside dpkg -r hall-kiosk >"${scratch}/words" 2>&1 || true
    grep -q hall-unprovision "${scratch}/words" || complain "nobody says that the machine is still locked: $(cat "${scratch}/words")"
    [[ -z $(inside dpkg --audit) && -x ${machine}/usr/sbin/hall-unprovision ]] || complain "half removed: $(inside dpkg --audit)"
    dpkg_does -i --recursive /next
    touch "${machine}/var/lib/hall-provision/remove-anyway"
    inside dpkg -P hall-kiosk >"${scratch}/words" 2>&1 || complain "purging hall-kiosk: $(cat "${scratch}/words")"
    dpkg_does -P hall-sync hall-publish
    for path in /srv/hall/keys/root.key /etc/hall/theirs.conf /var/lib/hall-provision/manifest; do
        [[ -s ${machine}${path} ]] || complain "purging took ${path} away"
    done
    passed packages "what is not ours is kept: keys, foreign settings, the record of a locked machine"
}

main() {
    needs_root_and_packages
    prepare
    come_and_go
    keeps_foreign
}

main
