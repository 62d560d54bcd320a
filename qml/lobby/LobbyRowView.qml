import QtQuick
import Hall.Ui

// One line of the roll: what it is on the left, the figure right-aligned; zebra by position.
Rectangle {
    id: row

    required property int index
    required property string text
    required property string value
    required property int lines
    required property bool heading
    required property int em
    required property bool plain

    height: Math.round(row.em * 1.6 * row.lines)
    color: !row.plain && row.index % 2 === 0 ? Theme.lobbyZebra : Theme.lobby

    Accessible.role: Accessible.StaticText
    Accessible.name: row.text + " " + row.value

    Text {
        id: words

        anchors.left: parent.left
        anchors.right: figure.left
        anchors.rightMargin: row.value === "" ? 0 : row.em
        anchors.leftMargin: Math.round(row.em * 0.4)
        anchors.verticalCenter: parent.verticalCenter
        text: row.text
        color: row.heading ? Theme.lobbyAccent : Theme.lobbyText
        font.family: Theme.family
        font.weight: row.heading ? Font.Bold : Font.Normal
        font.pixelSize: row.em
        lineHeightMode: Text.FixedHeight
        lineHeight: row.em * 1.6
        wrapMode: Text.Wrap
    }

    Text {
        id: figure

        anchors.right: parent.right
        anchors.rightMargin: Math.round(row.em * 0.4)
        anchors.verticalCenter: parent.verticalCenter
        text: row.value
        color: Theme.lobbyAccent
        font.family: Theme.family
        font.pixelSize: row.em
        font.weight: Font.Bold
        lineHeightMode: Text.FixedHeight
        lineHeight: row.em * 1.6
    }
}
