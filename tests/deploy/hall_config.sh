#!/usr/bin/env bash
# hall.conf is read by one reader: what is right comes back as written, what is wrong is refused with the line, and
# nothing in it is ever run.
. "$(dirname -- "${BASH_SOURCE[0]}")/../checks/tools.sh"

config=${root}/deploy-scripts/hall-config
sample=${scratch}/hall.conf
"${config}" template touch >"${sample}"

# Most cases are read in this shell, for speed: by the reader that the command consists of.
# shellcheck source=../../deploy-scripts/lib/hallconf.sh
. "${root}/deploy-scripts/lib/hallconf.sh"

# refused NAME PATTERN [COMMAND…]: the file in scratch/bad ends with exit code 2 and a sentence of this form.
refused() {
    local code=0 name=$1 pattern=$2
    shift 2
    (if (($# > 0)); then "$@"; else hallconf_read "${scratch}/bad"; fi) >"${scratch}/out" 2>&1 || code=$?
    mapfile -t said <"${scratch}/out"
    ((code == 2)) || complain "${name} ended with ${code}: ${said[*]}"
    [[ ${said[0]} =~ ${pattern} ]] || complain "${name} is told as: ${said[*]}"
    ((${#said[@]} == 1)) || complain "${name} is told in more than a sentence: ${said[*]}"
}

# with NAME PATTERN SED-SCRIPT: the sample, changed so, is refused.
with() {
    sed -E "$3" "${sample}" >"${scratch}/bad"
    cmp -s "${sample}" "${scratch}/bad" && complain "the change for '$1' changes nothing"
    refused "$1" "$2"
}

# value KEY VALUE: this value is refused at the line that bears it.
mapfile -t lines <"${sample}"
value() {
    local line kept=()
    for line in "${lines[@]}"; do
        if [[ ${line} != "$1="* ]]; then kept+=("${line}"); fi
    done
    printf '%s\n' "${kept[@]}" "$1=$2" >"${scratch}/bad"
    refused "$1=$2" "第 $((${#kept[@]} + 1)) 行.*$1 应是"
}

for role in touch lobby; do
    "${config}" template "${role}" >"${scratch}/${role}"
    "${config}" validate "${scratch}/${role}" >/dev/null || complain "the sample for ${role} is refused"
    [[ $("${config}" get ROLE "${scratch}/${role}") == "${role}" ]] || complain "the sample for ${role} has another role"
    # Every example in a comment is a right value too.
    sed -E 's/^#([A-Z_]+=)/\1/' "${scratch}/${role}" >"${scratch}/filled"
    "${config}" validate "${scratch}/filled" >/dev/null || complain "an example in the sample for ${role} is refused"
    "${config}" list --json "${scratch}/filled" | python3 -m json.tool >/dev/null || complain "list --json is no JSON"
done
hall=$("${config}" get HALL "${sample}")
grep -qx "  - id: ${hall}" "${root}/assets/demo-content/site.yaml" || complain "the content that comes with the packages has no hall ${hall}"
[[ $("${config}" get CHANNEL "${sample}") == stable ]] || complain "a key that is not written has no usual value"

with 'an unknown key' '第 [0-9]+ 行.*没有「KIOSK_IT」.*「KIOSK_ID」' 's/^KIOSK_ID=/KIOSK_IT=/'
with 'a second value' '第 [0-9]+ 行.*ROLE 在第 [0-9]+ 行已经写过' 's/^(ROLE=touch)/\1\n\1/'
with 'a missing key' '缺少 HALL' '/^HALL=/d'
with 'an empty value' '第 [0-9]+ 行.*缺少 HALL' 's/^HALL=.*/HALL=/'
with 'blanks around =' '第 [0-9]+ 行.*等号两边没有空格' 's/^HALL=/HALL = /'
with 'Windows line ends' '第 1 行.*CRLF|第 [0-9]+ 行.*CRLF' 's/^(HALL=.*)/\1\r/'
with 'a byte order mark' '第 1 行.*字节顺序标记' '1s/^/\xef\xbb\xbf/'
with 'one screen hour' 'SCREEN_ON 和 SCREEN_OFF' 's/^#(SCREEN_ON=)/\1/'
with 'hours the wrong way round' '第 [0-9]+ 行.*SCREEN_OFF 要晚于' 's/^#SCREEN_ON=.*/SCREEN_ON=18:00/; s/^#SCREEN_OFF/SCREEN_OFF/'
with 'a touch kiosk without touch' '第 [0-9]+ 行.*TOUCH 不能是 none' 's/^#TOUCH=.*/TOUCH=none/'

# The key that was meant is told: letters that have changed places, are missing, too many or other ones.
while read -r slip key; do
    with "the slip ${slip}" "没有「${slip}」.*是不是「${key}」" "1s/^/${slip}=x\n/"
done <<'SLIPS'
TOCUH TOUCH
OTUHC TOUCH
TUCH TOUCH
KIOSKID KIOSK_ID
HALLL HALL
OVERLY OVERLAY
SERVR_ULR SERVER_URL
CHANNLE CHANNEL
SCREN_OFF SCREEN_OFF
ORIENTATOIN ORIENTATION
DRPBOX_URL DROPBOX_URL
SLIPS
with 'a word like no key' '没有「QQ」这一项$' '1s/^/QQ=x\n/'

value ROLE 'kiosk'
value HALL 'Süd'
value KIOSK_ID '../etc'
value SERVER_URL 'ftp://hall.example/'
value SERVER_URL 'https://hall.example:99999/'
value SERVER_URL 'https://user:secret@hall.example/'
value DROPBOX_URL 'hall.example'
# hall-sync sends its token by https only, and does not start with anything else.
value DROPBOX_URL 'http://hall.example/in/'
[[ ${said[0]} == *只经\ https* ]] || complain "DROPBOX_URL by http is refused without the reason: ${said[0]}"
value ORIENTATION 'left'
value OUTPUT 'HDMI A'
# The example is a place that our own server has.
drop=$(sed -n 's|^#DROPBOX_URL=https://[^/]*||p' "${sample}")
grep -qF "location ~ \"^${drop}(?<hall_for>" "${root}/deploy-scripts/server/hall-dropbox.conf.in" ||
    complain "the server has no ${drop}, the example of DROPBOX_URL"
value TOUCH '0EEF:1'
value PANEL_MM '597*336'
value BOTTOM_EDGE_MM '-5'
value LOBBY_PAGES 'fees,fees'
# The screens have one language: a second one is refused with the reason, not taken without effect.
for text in 'zh_CN,' 'zh_CN,en' en zh; do
    value LANGUAGES "${text}"
    [[ ${said[0]} == *只有中文* ]] || complain "LANGUAGES=${text} is refused without the reason: ${said[0]}"
done
if grep -rlE 'QTranslator|installTranslator|qt_add_translations' "${root}/kiosk" "${root}/qml" >"${scratch}/out"; then
    complain "the screens can be translated, and LANGUAGES still takes zh_CN only: $(cat "${scratch}/out")"
fi
value SCREEN_ON '24:00'
value NTP 'ntp_1'
value LOG_HOST 'log.example'
value ADMIN_NET '10.1.2.300/24'
value ADMIN_NET '10.1.2.0/33'
value READONLY_ROOT 'true'
value APT_MIRROR 'ftp://mirror.example/debian'
value APT_MIRROR 'mirror.example/debian'
value APT_MIRROR 'http://mirror.example/debian bookworm'
value APT_MIRROR 'http://mirror.example/debian;x'

# No mirror is the usual case; one by its plain address or with a port comes back as written.
for text in '' http://mirror.example/debian https://10.1.2.3:8080/debian/; do
    sed -E "s|^#APT_MIRROR=.*|APT_MIRROR=${text}|" "${sample}" >"${scratch}/mirror"
    cmp -s "${sample}" "${scratch}/mirror" && complain "the sample has no example of APT_MIRROR"
    [[ $("${config}" get APT_MIRROR "${scratch}/mirror") == "${text}" ]] || complain "APT_MIRROR=${text} does not come back"
done

# What a shell would run stays text and is refused.
cd "${scratch}"
# shellcheck disable=SC2016 # they are meant to be unexpanded
for text in '$(touch ran)' '`touch ran`' '";touch ran;"' '${HOME}' '|touch ran' "'"; do
    value HALL "${text}"
    value SERVER_URL "https://hall.example/${text}"
done
[[ ! -e ran ]] || complain "something in the configuration was run"

printf 'HALL=\xc4\xfe\n' >"${scratch}/bad"
refused 'GB 18030' '不是 UTF-8' "${config}" validate "${scratch}/bad"
printf 'HALL=a\0b\n' >"${scratch}/bad"
refused 'a NUL byte' '空字符'
head -c 70000 /dev/zero | tr '\0' '#' >"${scratch}/bad"
refused 'a large file' '70000 字节'
rm "${scratch}/bad"
refused 'a missing file' '没有这个文件' "${config}" get HALL "${scratch}/bad"
mkdir "${scratch}/bad"
refused 'a directory' '不是可读的普通文件' "${config}" list "${scratch}/bad"

# The last line counts without a line end too.
printf '%s\nCHANNEL=canary' "$(cat "${sample}")" >"${scratch}/open"
[[ $("${config}" get CHANNEL "${scratch}/open") == canary ]] || complain "a last line without its end is lost"
printf 'fine\n'
