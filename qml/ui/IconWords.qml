pragma Singleton
import QtQuick

// The icon words and their glyphs: word n of the list is the character U+E000 + n of hall-icons.ttf.
QtObject {
    id: words

    // assets/icons/make-icon-font.py reads this line; a new word goes at the end.
    readonly property string list: "house idcard passport car licence shop danger event proof permit-residence elder student foreigner worker family soldier company baby school marriage home lost death travel shield net dog fire phone fee search back flag qr clock place material next check close up down delete keyboard reach type warn picture hall calendar person"

    /** The glyph of an icon word, or an empty string where there is none. */
    function glyph(word: string): string {
        const index = words.list.split(" ").indexOf(word);
        return index < 0 ? "" : String.fromCharCode(0xE000 + index);
    }
}
