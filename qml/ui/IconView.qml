import QtQuick

// One icon in one colour. For an unknown word `letter` stands in, so no tile is ever empty.
Item {
    id: view

    required property string icon
    property int size: Theme.body
    property color color: Theme.primary
    property string letter: view.icon.charAt(0).toUpperCase()
    readonly property string glyph: IconWords.glyph(view.icon)
    readonly property bool drawn: view.glyph.length > 0

    implicitWidth: view.size
    implicitHeight: view.size
    Accessible.ignored: true

    Text {
        anchors.centerIn: parent
        text: view.drawn ? view.glyph : view.letter
        font.family: view.drawn ? Theme.iconFamily : Theme.family
        font.pixelSize: Math.max(1, view.drawn ? view.size : view.size * 0.7)
        font.weight: view.drawn ? Font.Normal : Font.Bold
        color: view.color
        textFormat: Text.PlainText
    }
}
