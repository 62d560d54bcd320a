pragma Singleton
import QtQuick

// Every length, type size and colour of the screens; millimetres become pixels here and nowhere else.
QtObject {
    id: theme

    property real pxPerMm: 4.03
    property bool elder: false
    property bool highContrast: false
    property bool reducedMotion: false

    readonly property string family: "Noto Sans CJK SC"
    readonly property FontLoader iconLoader: FontLoader { source: "hall-icons.ttf" }
    readonly property string iconFamily: "Hall Icons"

    // Type in px. A size never falls below its px floor: dense Han characters need the pixels.
    readonly property int display: elder ? type(18, 64) : type(14, 48)
    readonly property int h1: elder ? type(14, 48) : type(11, 40)
    readonly property int h2: elder ? type(12, 40) : type(8.5, 32)
    readonly property int body: elder ? type(10, 32) : type(6.5, 24)
    readonly property int caption: elder ? type(8, 28) : type(5, 20)
    readonly property real bodyLine: 1.5
    readonly property real titleLine: 1.25
    readonly property int hanPerLine: 30

    // Spaces in px, named by their millimetres.
    readonly property int mm1: mm(1)
    readonly property int mm2: mm(2)
    readonly property int mm3: mm(3)
    readonly property int mm4: mm(4)
    readonly property int mm6: mm(6)
    readonly property int mm8: mm(8)
    readonly property int mm12: mm(12)
    readonly property int mm18: mm(18)
    readonly property int radius: mm(3)
    readonly property int target: Math.ceil((elder ? 25 : 20) * pxPerMm)
    readonly property int gap: Math.ceil((elder ? 4 : 3) * pxPerMm)
    readonly property int keyPitch: Math.ceil(17 * pxPerMm)
    readonly property int outlineWidth: Math.max(1, mm(highContrast ? 2 : 0.4))
    readonly property int focusInnerWidth: Math.max(2, mm(1.5))
    readonly property int focusOuterWidth: Math.max(1, mm(1))

    // Motion in ms.
    readonly property int fade: reducedMotion || elder ? 0 : 200
    readonly property int repeatGuard: 350

    // Ground and text.
    readonly property color page: highContrast ? "#000000" : "#F4F7FB"
    readonly property color surface: highContrast ? "#000000" : "#FFFFFF"
    readonly property color text: highContrast ? "#FFFFFF" : "#14213D"
    readonly property color text2: highContrast ? "#FFE600" : "#3D4B63"
    readonly property color outline: highContrast ? "#FFFFFF" : "#6B7A93"
    readonly property color hairline: highContrast ? "#FFFFFF" : "#C9D3E1"
    readonly property color zebra: highContrast ? "#1C1C1C" : "#EAF1FA"
    readonly property color link: highContrast ? "#7CDFFF" : "#0B4EA2"

    // Controls.
    readonly property color primary: highContrast ? "#FFE600" : "#0B4EA2"
    readonly property color primaryInk: highContrast ? "#000000" : "#FFFFFF"
    readonly property color primaryPressed: highContrast ? "#FFFFFF" : "#062A5A"
    readonly property color selected: highContrast ? "#FFE600" : "#D6E4F7"
    readonly property color selectedInk: highContrast ? "#000000" : "#14213D"
    readonly property color iconGround: highContrast ? "#000000" : "#E3EDF9"
    readonly property color header: highContrast ? "#000000" : "#083A7A"
    readonly property color headerInk: "#FFFFFF"
    readonly property color disabled: highContrast ? "#000000" : "#E6EAF0"
    readonly property color disabledInk: highContrast ? "#BDBDBD" : "#4A566B"
    readonly property color shade: highContrast ? "#CC000000" : "#B306264F"

    // States; each comes with an icon or a word, never alone.
    readonly property color success: highContrast ? "#8CF0B0" : "#0B6B3A"
    readonly property color error: highContrast ? "#FF8A80" : "#B3261E"
    readonly property color errorPressed: highContrast ? "#FFFFFF" : "#7A1712"
    readonly property color warn: highContrast ? "#FFE600" : "#8A5A00"
    readonly property color stateInk: highContrast ? "#000000" : "#FFFFFF"

    // The focus ring is two-tone, since neither tone shows on every ground.
    readonly property color focusInner: highContrast ? "#FFE600" : "#FFB000"
    readonly property color focusOuter: highContrast ? "#000000" : "#14213D"

    // What a panel is tested with.
    readonly property int testColourCount: 6

    // The lobby display, and the code card, which is black on white in every theme.
    readonly property color lobby: "#06264F"
    readonly property color lobbyZebra: "#0B3163"
    readonly property color lobbyText: "#FFFFFF"
    readonly property color lobbyAccent: "#FFD666"
    readonly property color lobbyQuiet: "#BFD7F5"
    readonly property color codeDark: "#000000"
    readonly property color codeLight: "#FFFFFF"

    /** The colours that show a panel's faults, one after the other. */
    function testColour(step: int): color {
        return ["#000000", "#FFFFFF", "#FF0000", "#00FF00", "#0000FF", "#808080"][step];
    }

    /** Pixels of a length in millimetres, rounded to whole pixels. */
    function mm(length: real): int {
        return Math.round(length * theme.pxPerMm);
    }

    /** Pixels of an em in millimetres that may not fall below `floor` pixels. */
    function type(em: real, floor: int): int {
        return Math.round(Math.max(em * theme.pxPerMm, floor));
    }
}
