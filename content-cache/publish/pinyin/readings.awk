# Unihan_Readings.txt → one line a character: code point, then its everyday readings without tones.
# Readings of the frequency list (kHanyuPinlu) and the customary ones (kMandarin) count; the 1983
# Xinhua dictionary (kXHC1983) speaks only where those say nothing, because it keeps archaic ones.
function plain(s) {
    gsub(/ā|á|ǎ|à/, "a", s); gsub(/ē|é|ě|è|ê̄|ế|ê̌|ề|ê/, "e", s); gsub(/ī|í|ǐ|ì/, "i", s)
    gsub(/ō|ó|ǒ|ò/, "o", s); gsub(/ū|ú|ǔ|ù/, "u", s); gsub(/ǖ|ǘ|ǚ|ǜ|ü/, "v", s)
    gsub(/ḿ/, "m", s); gsub(/ń|ň|ǹ/, "n", s)
    gsub(/[^a-z]/, "", s)
    return s
}
function add(code, s) {
    s = plain(s)
    if (s != "" && index("," readings[code] ",", "," s ",") == 0)
        readings[code] = readings[code] (readings[code] == "" ? "" : ",") s
}
/^U\+[0-9A-F]/ && ($2 == "kHanyuPinlu" || $2 == "kMandarin" || $2 == "kXHC1983") {
    code = substr($1, 3)
    if (length(code) != 4 || code < "3007") next
    if (!(code in seen)) { seen[code] = 1; order[++count] = code }
    for (i = 3; i <= NF; i++) {
        if ($2 == "kHanyuPinlu") { sub(/\(.*/, "", $i); add(code, $i) }
        else if ($2 == "kMandarin") customary[code] = customary[code] " " $i
        else { n = split($i, part, ":"); dictionary[code] = dictionary[code] " " part[n] }
    }
}
END {
    for (k = 1; k <= count; k++) {
        code = order[k]
        n = split(customary[code], one, " ")
        for (i = 1; i <= n; i++) add(code, one[i])
        n = readings[code] == "" ? split(dictionary[code], one, " ") : 0
        for (i = 1; i <= n; i++) add(code, one[i])
        if (readings[code] != "") print code, readings[code]
    }
}
