import QtQuick
import Hall.Ui

// One thing that can be taken away: what it is, and what the phone will get.
TouchArea {
    id: row

    required property int index
    required property string sign
    required property string note
    required property string payload
    property bool chosen: false
    readonly property color ink: !row.enabled ? Theme.disabledInk
        : row.pressed || row.chosen ? Theme.selectedInk : Theme.text

    required label
    enabled: row.payload.length > 0
    implicitHeight: Math.max(Theme.target, words.implicitHeight + 2 * Theme.mm3)
    Accessible.checkable: true
    Accessible.checked: row.chosen

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: !row.enabled ? Theme.disabled : row.pressed || row.chosen ? Theme.selected : Theme.surface
        border.color: row.chosen && !Theme.highContrast ? Theme.primary : Theme.outline
        border.width: row.chosen ? Math.max(Theme.outlineWidth, Theme.mm(0.8)) : Theme.outlineWidth
    }

    IconView {
        id: mark

        x: Theme.mm4
        anchors.verticalCenter: parent.verticalCenter
        icon: row.sign
        size: Theme.h2
        color: !row.enabled || row.pressed || row.chosen ? row.ink : Theme.highContrast ? Theme.text : Theme.primary
    }

    Column {
        id: words

        x: mark.x + mark.width + Theme.mm4
        anchors.verticalCenter: parent.verticalCenter
        width: row.width - x - Theme.mm4

        BodyText {
            width: parent.width
            bold: true
            text: row.label
            color: row.ink
            Accessible.ignored: true
        }

        BodyText {
            visible: row.note.length > 0
            width: parent.width
            small: true
            text: row.note
            color: row.ink
            Accessible.ignored: true
        }
    }
}
