# The one reader of hall.conf. The file is read as text, line by line, and never run. Sourced after common.sh.
# shellcheck shell=bash
# shellcheck source=common.sh
. "${BASH_SOURCE[0]%/*}/common.sh"

hallconf_most_bytes=65536

# KEY|KIND|NEEDED BY|USUAL VALUE|EXAMPLE|WHAT IT IS FOR. A key that no role needs and that has no usual value may stay
# empty; KIND names the rule below.
hallconf_keys=(
    'KIOSK_ID|id|touch lobby||fs-zw-01|本机编号，全市不重复，与客户端证书的名称一致'
    'HALL|id|touch lobby||shizhongxin|所在大厅的编号，见 site.yaml 的 halls'
    'ROLE|role|touch lobby||touch|用途：touch 触摸查询，lobby 大厅滚动显示'
    'ORIENTATION|orientation||landscape|landscape|画面方向：landscape 横放，portrait-left 左侧朝上，portrait-right 右侧朝上，inverted 倒放'
    'OUTPUT|output||auto|HDMI-A-1|视频接口名称；auto 表示唯一接着屏幕的那个'
    'TOUCH|touch||auto|0eef:0001|触摸屏的 USB 编号「厂商:产品」；auto 表示唯一的触摸屏，none 表示没有'
    'PANEL_MM|size|touch||597x336|屏幕可见部分的宽和高，毫米，按横放填写；文字和按钮的大小由它算出'
    'BOTTOM_EDGE_MM|millimetres|touch||900|屏幕下边离地面的高度，毫米；轮椅使用者够得着的范围由它算出'
    'LOBBY_PAGES|pages||fees,hotlines,hours,notices|fees,notices|大厅屏滚动的内容，用逗号隔开'
    'SERVER_URL|urls|touch lobby||https://hall.example/|内容服务器网址；有备用服务器时用空格隔开，第一个优先'
    'DROPBOX_URL|httpsurl|||https://hall.example/in/|回传统计的网址；空着表示不回传'
    'CHANNEL|channel||stable|stable|发布通道：stable 正式，canary 先行'
    'OVERLAY|channel|||xinbin|分县局自己发布的窗口、时间、通知；空着表示没有'
    'LANGUAGES|languages||zh_CN|zh_CN|界面语言；目前只有一种'
    'SCREEN_ON|time|||07:50|每天几点亮屏；与 SCREEN_OFF 同时填写，都空着表示不关屏'
    'SCREEN_OFF|time|||17:30|每天几点关屏'
    'NTP|host|touch lobby||ntp.example|校时服务器'
    'LOG_HOST|hostport|||log.example:6514|日志服务器；空着表示日志只留在本机'
    'ADMIN_NET|network|touch lobby||10.1.2.0/24|允许远程维护的网段'
    'APT_MIRROR|url|||http://mirror.example/debian|Debian 软件源的网址；空着表示用系统原来的软件源'
    'READONLY_ROOT|yesno||no|no|系统分区是否只读'
)

declare -gA hallconf_value=() hallconf_line=()

# hallconf_refuse LINE SENTENCE: ends with exit code 2; line 0 speaks of the whole file.
hallconf_refuse() {
    local place=${hallconf_file}
    if (($1 > 0)); then place="${hallconf_file} 第 $1 行"; fi
    fail "${place}：$2" 2
}

# The table by key, read once.
declare -gA hallconf_kind=()
hallconf_index() {
    local row key kind
    for row in "${hallconf_keys[@]}"; do
        IFS='|' read -r key kind _ <<<"${row}"
        hallconf_kind[${key}]=${kind}
    done
}
hallconf_index

# hallconf_similar WORD: the key that a slip of the pen has turned into WORD: at most two letters are other, missing, too
# many, or have changed places. Otherwise the first that begins or ends alike.
hallconf_similar() {
    printf '%s\n' "${hallconf_keys[@]%%|*}" | awk -v word="$1" '
        function least(a, b) { return a < b ? a : b }
        function distance(a, b,    i, j, other, d) {
            for (i = 0; i <= length(a); i++) d[i, 0] = i
            for (j = 0; j <= length(b); j++) d[0, j] = j
            for (i = 1; i <= length(a); i++)
                for (j = 1; j <= length(b); j++) {
                    other = substr(a, i, 1) != substr(b, j, 1)
                    d[i, j] = least(d[i - 1, j - 1] + other, least(d[i - 1, j], d[i, j - 1]) + 1)
                    if (i > 1 && j > 1 && substr(a, i - 1, 2) == substr(b, j, 1) substr(b, j - 1, 1))
                        d[i, j] = least(d[i, j], d[i - 2, j - 2] + 1)
                }
            return d[length(a), length(b)]
        }
        function ending(text) { return substr(text, length(text) - 2) }
        BEGIN { word = substr(word, 1, 40); best = 3 }
        {
            far = distance(word, $0)
            # A short word would be near to anything.
            if (far < best && far < length(word) / 2) { best = far; near = $0 }
            if (alike == "" && (substr(word, 1, 3) == substr($0, 1, 3) || ending(word) == ending($0))) alike = $0
        }
        END { if (near alike != "") print (near != "" ? near : alike) }'
}

# A host name (RFC 1123) or an IPv4 address.
hallconf_is_host() {
    [[ ${#1} -le 253 && $1 =~ ^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$ ]]
}

hallconf_is_port() {
    [[ $1 =~ ^[1-9][0-9]{0,4}$ ]] && (($1 <= 65535))
}

hallconf_is_url() {
    [[ $1 =~ ^https?://([^/:]+)(:([0-9]+))?(/[A-Za-z0-9._~/-]*)?$ ]] || return 1
    local host=${BASH_REMATCH[1]} port=${BASH_REMATCH[3]}
    hallconf_is_host "${host}" && { [[ -z ${port} ]] || hallconf_is_port "${port}"; }
}

hallconf_is_network() {
    [[ $1 =~ ^([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3})/([0-9]{1,2})$ ]] || return 1
    local part
    for part in "${BASH_REMATCH[@]:1:4}"; do ((10#${part} <= 255)) || return 1; done
    ((10#${BASH_REMATCH[5]} <= 32))
}

# Every word of a comma list is one of the words given, none twice.
hallconf_is_choice() {
    local list=$1 word seen=' '
    shift
    [[ -n ${list} && ${list} != *, ]] || return 1
    while read -r -d, word; do
        [[ " $* " == *" ${word} "* && ${seen} != *" ${word} "* ]] || return 1
        seen+="${word} "
    done <<<"${list},"
}

hallconf_are_urls() {
    local -a urls
    local url
    read -ra urls <<<"$1"
    ((${#urls[@]} > 0)) || return 1
    for url in "${urls[@]}"; do hallconf_is_url "${url}" || return 1; done
}

# hallconf_obeys KIND VALUE
hallconf_obeys() {
    local value=$2
    case "$1" in
        id | channel) [[ ${value} =~ ^[a-z0-9][a-z0-9-]{0,62}$ ]] ;;
        role) [[ ${value} == touch || ${value} == lobby ]] ;;
        orientation) [[ ${value} =~ ^(landscape|portrait-left|portrait-right|inverted)$ ]] ;;
        output) [[ ${value} =~ ^(auto|[A-Za-z]+(-[A-Z])?-[0-9]{1,2})$ ]] ;;
        touch) [[ ${value} =~ ^(auto|none|[0-9a-f]{4}:[0-9a-f]{4})$ ]] ;;
        size) [[ ${value} =~ ^[1-9][0-9]{1,3}x[1-9][0-9]{1,3}$ ]] ;;
        millimetres) [[ ${value} =~ ^(0|[1-9][0-9]{0,3})$ ]] ;;
        pages) hallconf_is_choice "${value}" fees hotlines hours notices ;;
        languages) [[ ${value} == zh_CN ]] ;; # the only language of the screens: a value without effect would be a promise
        httpsurl) [[ ${value} == https://* ]] && hallconf_is_url "${value}" ;;
        url) hallconf_is_url "${value}" ;;
        urls) hallconf_are_urls "${value}" ;;
        time) [[ ${value} =~ ^([01][0-9]|2[0-3]):[0-5][0-9]$ ]] ;;
        host) hallconf_is_host "${value}" ;;
        hostport) hallconf_is_host "${value%:*}" && hallconf_is_port "${value##*:}" ;;
        network) hallconf_is_network "${value}" ;;
        yesno) [[ ${value} == yes || ${value} == no ]] ;;
        *) fail "hall.conf: no rule is called $1" ;;
    esac
}

# hallconf_form KIND: sets form to what a value of this kind looks like, for people.
hallconf_form() {
    case "$1" in
        id | channel) form='小写字母、数字和连字符，最多 63 个' ;;
        role) form='touch 或 lobby' ;;
        orientation) form='landscape、portrait-left、portrait-right 或 inverted' ;;
        output) form='auto，或 HDMI-A-1、DP-1 这样的接口名' ;;
        touch) form='auto、none，或 0eef:0001 这样的 USB 编号' ;;
        size) form='宽x高，例如 597x336' ;;
        millimetres) form='0 到 9999 的整数' ;;
        pages) form='fees、hotlines、hours、notices 中的几个，用逗号隔开' ;;
        languages) form='zh_CN（界面目前只有中文）' ;;
        httpsurl) form='https:// 开头的网址（口令只经 https 发送）' ;;
        url) form='http:// 或 https:// 开头的网址' ;;
        urls) form='http:// 或 https:// 开头的网址，几个之间用空格隔开' ;;
        time) form='24 小时制的时间，例如 07:50' ;;
        host) form='主机名或 IPv4 地址' ;;
        hostport) form='主机名:端口，例如 log.example:6514' ;;
        network) form='网段，例如 10.1.2.0/24' ;;
        *) form='yes 或 no' ;;
    esac
}

# False where a folder above the file is closed to us: then nobody can say that the file is not there.
hallconf_may_look() {
    local folder=${hallconf_file}
    while [[ ${folder} == */* && ! -e ${folder} ]]; do folder=${folder%/*}; done
    [[ ! -d ${folder:-/} || -x ${folder:-/} ]]
}

# Everything that can be wrong before the first line is understood.
hallconf_check_file() {
    if [[ ! -e ${hallconf_file} ]]; then
        hallconf_may_look || hallconf_refuse 0 "没有读取的权限，请以 root 执行（前面加 sudo）"
        hallconf_refuse 0 "没有这个文件。用「hall-config template touch」写一份样本"
    fi
    [[ -f ${hallconf_file} ]] || hallconf_refuse 0 "不是可读的普通文件"
    [[ -r ${hallconf_file} ]] || hallconf_refuse 0 "没有读取的权限，请以 root 执行（前面加 sudo）"
    local bytes text
    bytes=$(stat -L -c %s -- "${hallconf_file}")
    ((bytes <= hallconf_most_bytes)) || hallconf_refuse 0 "有 ${bytes} 字节，不像配置文件"
    if ! iconv -f UTF-8 -t UTF-8 -- "${hallconf_file}" >/dev/null 2>&1; then
        hallconf_refuse 0 "不是 UTF-8 编码（可能是 GB 18030）。另存为 UTF-8 再来"
    fi
    # Succeeds only where it comes upon the NUL that it reads up to.
    if IFS= read -r -d '' text <"${hallconf_file}"; then hallconf_refuse 0 "含有空字符，不是文本文件"; fi
    if [[ ${text} == $'\xef\xbb\xbf'* ]]; then
        hallconf_refuse 1 "文件开头有字节顺序标记。另存为「UTF-8 无 BOM」再来"
    fi
}

# hallconf_take LINE-NUMBER TEXT
hallconf_take() {
    local number=$1 text=$2 key value kind near form
    [[ ${text} =~ ^[[:space:]]*(#|$) ]] && return 0
    [[ ${text} != *$'\r'* ]] || hallconf_refuse "${number}" "行尾是 Windows 格式（CRLF）。另存为 Unix 格式（LF）再来"
    [[ ${text} =~ ^([A-Z][A-Z_]*)=(.*)$ ]] || hallconf_refuse "${number}" "应写成「名称=值」，等号两边没有空格，行首没有空格"
    key=${BASH_REMATCH[1]} value=${BASH_REMATCH[2]}
    value=${value%"${value##*[![:space:]]}"}
    kind=${hallconf_kind[${key}]:-}
    if [[ -z ${kind} ]]; then
        near=$(hallconf_similar "${key}")
        hallconf_refuse "${number}" "没有「${key}」这一项${near:+，是不是「${near}」}"
    fi
    [[ -z ${hallconf_line[${key}]:-} ]] || hallconf_refuse "${number}" "${key} 在第 ${hallconf_line[${key}]} 行已经写过"
    if [[ -n ${value} ]] && ! hallconf_obeys "${kind}" "${value}"; then
        hallconf_form "${kind}"
        hallconf_refuse "${number}" "${key} 应是${form}，不能是「${value:0:80}」"
    fi
    hallconf_line[${key}]=${number}
    hallconf_value[${key}]=${value}
}

# What one line alone cannot show.
hallconf_check_whole() {
    local row key needed usual role=${hallconf_value[ROLE]:-}
    for row in "${hallconf_keys[@]}"; do
        IFS='|' read -r key _ needed usual _ <<<"${row}"
        if [[ -z ${hallconf_value[${key}]:-} ]]; then hallconf_value[${key}]=${usual}; fi
        if [[ -z ${hallconf_value[${key}]} && (-z ${role} || " ${needed} " == *" ${role} "*) && -n ${needed} ]]; then
            hallconf_refuse "${hallconf_line[${key}]:-0}" "缺少 ${key}（${row##*|}）"
        fi
    done
    if [[ ${hallconf_value[ROLE]} == touch && ${hallconf_value[TOUCH]} == none ]]; then
        hallconf_refuse "${hallconf_line[TOUCH]:-0}" "ROLE=touch 的机器要有触摸屏，TOUCH 不能是 none"
    fi
    local on=${hallconf_value[SCREEN_ON]} off=${hallconf_value[SCREEN_OFF]}
    if [[ -n ${on}${off} && (-z ${on} || -z ${off}) ]]; then
        hallconf_refuse 0 "SCREEN_ON 和 SCREEN_OFF 要么都写，要么都空着"
    fi
    if [[ -n ${on} && ! ${on} < ${off} ]]; then
        hallconf_refuse "${hallconf_line[SCREEN_OFF]:-0}" "SCREEN_OFF 要晚于 SCREEN_ON（${on}）"
    fi
}

# hallconf_read FILE: fills hallconf_value, usual values included; ends with exit code 2 and a sentence on the first fault.
hallconf_read() {
    hallconf_file=$1
    hallconf_value=()
    hallconf_line=()
    hallconf_check_file
    local number=0 text
    while IFS= read -r text || [[ -n ${text} ]]; do
        number=$((number + 1))
        hallconf_take "${number}" "${text}"
    done <"${hallconf_file}"
    hallconf_check_whole
}

# hallconf_hours_say SCREEN_ON SCREEN_OFF HH:MM: prints on or off. Without hours the screen is always on.
hallconf_hours_say() {
    if [[ -n $1 && -n $2 && ($3 < $1 || ! $3 < $2) ]]; then printf 'off\n'; else printf 'on\n'; fi
}

# hallconf_template ROLE: a commented file in which everything that has to be filled in has an example.
hallconf_template() {
    local row key kind needed usual example what form word=大厅显示
    if [[ $1 == touch ]]; then word=触摸查询; fi
    printf '# hall.conf：%s终端的配置。一行一项，写成「名称=值」；# 开头的行是说明。\n' "${word}"
    printf '# 写好后用「hall-config validate hall.conf」检查。密码和密钥不写在这里。\n'
    for row in "${hallconf_keys[@]}"; do
        IFS='|' read -r key kind needed usual example what <<<"${row}"
        if [[ $1 == lobby && ${key} =~ ^(TOUCH|BOTTOM_EDGE_MM)$ ]] || [[ $1 == touch && ${key} == LOBBY_PAGES ]]; then continue; fi
        hallconf_form "${kind}"
        printf '\n# %s。\n# 写法：%s。' "${what}" "${form}"
        if [[ " ${needed} " == *" $1 "* ]]; then
            if [[ ${key} == ROLE ]]; then example=$1; fi
            printf '必填。\n%s=%s\n' "${key}" "${example}"
        elif [[ -n ${usual} ]]; then
            printf '不写为 %s。\n#%s=%s\n' "${usual}" "${key}" "${example}"
        else
            printf '可以不写。\n#%s=%s\n' "${key}" "${example}"
        fi
    done
}
