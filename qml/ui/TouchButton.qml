import QtQuick

// A button with a label and, where given, an icon before it.
TouchArea {
    id: button

    enum Kind { Primary, Secondary, Quiet, Danger }

    property int kind: TouchButton.Secondary
    property string icon: ""
    property bool checked: false
    property bool iconAfter: false
    readonly property bool filled: button.kind === TouchButton.Primary || button.kind === TouchButton.Danger
    readonly property color ground: !button.enabled ? Theme.disabled
        : button.kind === TouchButton.Danger ? (button.pressed ? Theme.errorPressed : Theme.error)
        : button.kind === TouchButton.Primary ? (button.pressed ? Theme.primaryPressed : Theme.primary)
        : button.pressed || button.checked ? Theme.selected
        : button.kind === TouchButton.Quiet ? "transparent" : Theme.surface
    readonly property color ink: !button.enabled ? Theme.disabledInk
        : button.kind === TouchButton.Danger ? Theme.stateInk
        : button.kind === TouchButton.Primary ? Theme.primaryInk
        : button.pressed || button.checked ? Theme.selectedInk
        : Theme.highContrast ? Theme.text : Theme.primary

    implicitWidth: Math.max(Theme.target * 1.5, face.naturalWidth + 2 * Theme.mm6)
    implicitHeight: Math.max(Theme.target, words.implicitHeight + 2 * Theme.mm3)
    Accessible.checkable: button.checked
    Accessible.checked: button.checked

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: button.ground
        border.color: button.enabled ? (Theme.highContrast ? Theme.outline : Theme.primary) : Theme.outline
        border.width: button.filled || (button.kind === TouchButton.Quiet && !Theme.highContrast) ? 0 : Theme.outlineWidth
    }

    Row {
        id: face

        readonly property real iconRoom: button.icon.length > 0 ? mark.width + spacing : 0
        readonly property real naturalWidth: words.implicitWidth + iconRoom

        anchors.centerIn: parent
        spacing: Theme.mm2
        layoutDirection: button.iconAfter ? Qt.RightToLeft : Qt.LeftToRight

        IconView {
            id: mark

            visible: button.icon.length > 0
            anchors.verticalCenter: parent.verticalCenter
            icon: button.icon
            size: Math.round(Theme.body * 1.3)
            color: button.ink
        }

        Text {
            id: words

            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, Math.max(0, button.width - face.iconRoom - 2 * Theme.mm3))
            text: button.label
            color: button.ink
            font.family: Theme.family
            font.pixelSize: Theme.body
            font.weight: Font.Bold
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
        }
    }
}
