import QtQuick

// One key of the pad: a letter in capitals, or a word with its icon.
TouchArea {
    id: key

    property string icon: ""
    readonly property color ink: !key.enabled ? Theme.disabledInk : key.pressed ? Theme.selectedInk : Theme.text

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: !key.enabled ? Theme.disabled : key.pressed ? Theme.selected : Theme.surface
        border.color: Theme.outline
        border.width: Theme.outlineWidth
    }

    Column {
        anchors.centerIn: parent

        IconView {
            visible: key.icon.length > 0
            anchors.horizontalCenter: parent.horizontalCenter
            icon: key.icon
            size: Theme.body
            color: key.ink
        }

        Text {
            anchors.horizontalCenter: parent.horizontalCenter
            text: key.label.toUpperCase()
            color: key.ink
            font.family: Theme.family
            font.pixelSize: key.label.length === 1 ? Theme.h2 : Theme.caption
            font.weight: Font.Bold
            textFormat: Text.PlainText
            Accessible.ignored: true
        }
    }
}
