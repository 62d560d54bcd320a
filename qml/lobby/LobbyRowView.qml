import QtQuick
import Hall.Ui

// One line of the roll: what it is on the left, the figure right-aligned, below it where it is too
// wide to stand beside; zebra by position.
Rectangle {
    id: row

    required property int index
    required property string text
    required property string value
    required property int lines
    required property bool heading
    required property bool stacked
    required property int em
    required property bool plain
    readonly property int margin: Math.round(row.em * 0.4)

    height: Math.round(row.em * 1.6) * row.lines
    color: !row.plain && row.index % 2 === 0 ? Theme.lobbyZebra : Theme.lobby
    clip: true

    Accessible.role: Accessible.StaticText
    Accessible.name: row.text + " " + row.value

    Text {
        id: words

        x: row.margin
        y: row.stacked ? 0 : Math.round((row.height - height) / 2)
        width: row.width - 2 * row.margin - (row.stacked || row.value === "" ? 0 : figure.implicitWidth + row.em)
        text: row.text
        color: row.heading ? Theme.lobbyAccent : Theme.lobbyText
        font.family: Theme.family
        font.weight: row.heading ? Font.Bold : Font.Normal
        font.pixelSize: row.em
        lineHeightMode: Text.FixedHeight
        lineHeight: Math.round(row.em * 1.6)
        wrapMode: Text.Wrap
    }

    Text {
        id: figure

        anchors.right: parent.right
        anchors.rightMargin: row.margin
        y: row.stacked ? words.height : Math.round((row.height - height) / 2)
        width: row.stacked ? row.width - 2 * row.margin : implicitWidth
        horizontalAlignment: Text.AlignRight
        text: row.value
        color: Theme.lobbyAccent
        font.family: Theme.family
        font.pixelSize: row.em
        font.weight: Font.Bold
        lineHeightMode: Text.FixedHeight
        lineHeight: Math.round(row.em * 1.6)
        wrapMode: row.stacked ? Text.Wrap : Text.NoWrap
    }
}
