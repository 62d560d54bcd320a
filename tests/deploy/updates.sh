#!/usr/bin/env bash
# Security updates have a way: the firewall lets apt out to the machine's own sources, and the mirror of hall.conf takes
# the place of others and gives it back. Usage: updates.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/../checks/tools.sh"
# shellcheck source=../../deploy-scripts/lib/hallconf.sh
. "${root}/deploy-scripts/lib/hallconf.sh"
# shellcheck source=../../deploy-scripts/phases/packages.sh
. "${root}/deploy-scripts/phases/packages.sh"
# shellcheck source=../../deploy-scripts/phases/network.sh
. "${root}/deploy-scripts/phases/network.sh"

machine=${scratch}/machine
apt=${machine}/etc/apt
mkdir -p "${apt}/sources.list.d" "${apt}/apt.conf.d" "${machine}/var/lib/hall-provision/"{backup,phases}
printf 'VERSION_ID="12"\nVERSION_CODENAME=bookworm\n' >"${machine}/etc/os-release"
"${root}/deploy-scripts/hall-config" template touch >"${scratch}/hall.conf"
hallconf_read "${scratch}/hall.conf"
# shellcheck disable=SC2034 # for owned.sh
owned_root=${machine} owned_way=apply owned_phase=packages owned_scratch=${scratch}/owned
mkdir "${scratch}/owned"

# lets_out URL… : these, and no others, are what apt's sources are taken for.
lets_out() {
    [[ $(source_urls | paste -sd ' ') == "$*" ]] || complain "apt's sources are: $(source_urls | paste -sd ' '), not: $*"
}

# ports: those to which the firewall lets _apt out, each with the address where there is one.
ports() {
    firewall | sed -nE 's/^ *meta skuid _apt (ip daddr ([0-9.]+) )?tcp dport ([0-9]+) accept$/\2:\3/p' | paste -sd ' '
}

lets_out
[[ $(ports) == ':443' ]] || complain "without sources apt is let out to: $(ports)"
cat >"${apt}/sources.list" <<'LIST'
# deb http://comment.example/debian bookworm main
deb [arch=amd64 signed-by=/x.gpg] http://deb.debian.org/debian bookworm main
 deb http://security.debian.org/debian-security bookworm-security main
deb-src http://source.example/debian bookworm main
deb cdrom:[Debian]/ bookworm main
deb file:/srv/repository canary main
deb http://name;accept.example/ x main
LIST
printf 'deb\thttps://user:word@10.1.2.3:8443/debian bookworm main\n' >"${apt}/sources.list.d/own.list"
printf 'Types: deb\nURIs: http://one.example/debian\n http://two.example:3142/debian\nSuites: x\n\nEnabled: no\nURIs: http://off.example\n\n# URIs: http://no.example\nURIs: http://one.example/debian-security\n' \
    >"${apt}/sources.list.d/debian.sources"
printf '// Proxy "http://old.example:1";\nAcquire::http::Proxy "http://10.1.2.9:3128/";\n' >"${apt}/apt.conf.d/90proxy"
lets_out http://10.1.2.9:3128/ http://deb.debian.org/debian http://one.example/debian http://one.example/debian-security \
    http://security.debian.org/debian-security http://two.example:3142/debian https://user:word@10.1.2.3:8443/debian
[[ $(ports) == ':443 10.1.2.9:3128 :80 :3142 10.1.2.3:8443' ]] || complain "apt is let out to: $(ports)"
if [[ $(firewall | grep -c 'skuid hall-sync') -ne 1 ]]; then complain "hall-sync is let out to apt's sources: $(firewall)"; fi

# Without a mirror in hall.conf nothing is touched; with one it is the only source, and the others come back.
find "${apt}" -type f -exec sha256sum '{}' + | sort >"${scratch}/before"
own_sources
[[ $(find "${apt}" -type f -exec sha256sum '{}' + | sort) == "$(<"${scratch}/before")" ]] || complain "sources were altered without a word in hall.conf"
rm "${apt}/sources.list.d/own.list" "${apt}/apt.conf.d/90proxy"
find "${apt}" -type f -exec sha256sum '{}' + | sort >"${scratch}/before"
hallconf_value[APT_MIRROR]=http://10.1.2.4/debian/
own_sources >"${scratch}/words"
lets_out http://10.1.2.4/debian http://10.1.2.4/debian-security http://10.1.2.4/debian/
[[ $(ports) == ':443 10.1.2.4:80' ]] || complain "with a mirror apt is let out to: $(ports)"
[[ $(sed -n 's/^Suites: //p' "${apt}/sources.list.d/60-hall.sources" | paste -sd ,) == 'bookworm bookworm-updates,bookworm-security' ]] ||
    complain "the mirror: $(<"${apt}/sources.list.d/60-hall.sources")"
own_sources >"${scratch}/words"
[[ ! -s ${scratch}/words ]] || complain "a second run changes: $(<"${scratch}/words")"
if command -v apt-get >/dev/null; then
    mkdir -p "${scratch}/owned/lists/partial"
    apt-get -o Dir::Etc="${apt}" -o Dir::State="${scratch}/owned" --print-uris update >"${scratch}/targets" 2>&1 ||
        complain "apt does not read it: $(<"${scratch}/targets")"
    for word in /debian/dists/bookworm /debian/dists/bookworm-updates /debian-security/dists/bookworm-security; do
        grep -q "^'http://10.1.2.4${word}/InRelease'" "${scratch}/targets" || complain "apt reads: $(<"${scratch}/targets")"
    done
fi
hallconf_value[APT_MIRROR]=
# shellcheck disable=SC2034 # for owned.sh
declare -gA owned_seen=()
forget_unseen >"${scratch}/words"
[[ $(find "${apt}" -type f -exec sha256sum '{}' + | sort) == "$(<"${scratch}/before")" ]] || complain "the sources did not come back: $(ls -R "${apt}")"
printf 'fine\n'
