import QtQuick

// A short choice: a hot word, or one case of several (checkable; the tick says what colour says).
TouchArea {
    id: chip

    property bool checkable: false
    property bool checked: false
    readonly property color ink: chip.checked || chip.pressed ? Theme.selectedInk
        : Theme.highContrast ? Theme.text : Theme.primary

    ringRadius: height / 2
    implicitWidth: Math.max(Theme.target * 1.5, words.implicitWidth + 2 * Theme.mm6 + (tick.visible ? tick.width + Theme.mm2 : 0))
    implicitHeight: Math.max(Theme.target, words.implicitHeight + 2 * Theme.mm2)
    Accessible.role: chip.checkable ? Accessible.RadioButton : Accessible.Button
    Accessible.checkable: chip.checkable
    Accessible.checked: chip.checked

    Rectangle {
        anchors.fill: parent
        radius: Math.min(height / 2, Theme.target / 2)
        color: chip.pressed || chip.checked ? Theme.selected : Theme.surface
        border.color: Theme.highContrast ? Theme.outline : chip.checked ? Theme.primary : Theme.outline
        border.width: chip.checked ? Math.max(Theme.outlineWidth, Theme.mm(0.8)) : Theme.outlineWidth
    }

    IconView {
        id: tick

        visible: chip.checked
        anchors.left: parent.left
        anchors.leftMargin: Theme.mm6
        anchors.verticalCenter: parent.verticalCenter
        icon: "check"
        size: Theme.body
        color: chip.ink
    }

    Text {
        id: words

        anchors.verticalCenter: parent.verticalCenter
        x: tick.visible ? tick.x + tick.width + Theme.mm2 : Theme.mm6
        width: Math.max(0, chip.width - x - Theme.mm6)
        text: chip.label
        color: chip.ink
        font.family: Theme.family
        font.pixelSize: Theme.body
        textFormat: Text.PlainText
        wrapMode: Text.Wrap
        horizontalAlignment: Text.AlignHCenter
        Accessible.ignored: true
    }
}
