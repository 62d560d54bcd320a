import QtQuick

// A button of the fixed bar: icon above its word, so five fit side by side on a narrow screen.
TouchArea {
    id: button

    property string icon: ""
    property bool checked: false
    readonly property color ink: !button.enabled ? Theme.disabledInk
        : button.pressed || button.checked ? Theme.selectedInk
        : Theme.highContrast ? Theme.text : Theme.primary

    implicitWidth: Math.max(Theme.target * 1.3, words.implicitWidth + 2 * Theme.mm4)
    implicitHeight: Math.max(Theme.target, face.implicitHeight + 2 * Theme.mm1)
    Accessible.checkable: button.checked
    Accessible.checked: button.checked

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: !button.enabled ? Theme.disabled : button.pressed || button.checked ? Theme.selected : Theme.surface
        border.color: Theme.outline
        border.width: Theme.outlineWidth
    }

    Column {
        id: face

        anchors.centerIn: parent

        IconView {
            visible: button.icon.length > 0
            anchors.horizontalCenter: parent.horizontalCenter
            icon: button.icon
            size: Theme.body
            color: button.ink
        }

        Text {
            id: words

            anchors.horizontalCenter: parent.horizontalCenter
            text: button.label
            color: button.ink
            font.family: Theme.family
            font.pixelSize: Theme.caption
            font.weight: Font.Bold
            textFormat: Text.PlainText
            Accessible.ignored: true
        }
    }
}
