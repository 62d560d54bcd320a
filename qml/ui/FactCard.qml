import QtQuick

// One answer of a guide's first block: what is asked, the answer in large type, a note.
Rectangle {
    id: card

    required property string label
    required property string answer
    property string icon: ""
    property string note: ""

    implicitWidth: Theme.mm(100)
    implicitHeight: column.implicitHeight + 2 * Theme.mm4
    radius: Theme.radius
    color: Theme.surface
    border.color: Theme.hairline
    border.width: Theme.highContrast ? Theme.outlineWidth : Math.max(1, Theme.mm(0.25))
    Accessible.role: Accessible.StaticText
    Accessible.name: Spoken.join3(card.label, card.answer, card.note)

    Column {
        id: column

        x: Theme.mm4
        y: Theme.mm4
        width: Math.max(0, card.width - 2 * Theme.mm4)
        spacing: Theme.mm1

        Row {
            spacing: Theme.mm2

            IconView {
                visible: card.icon.length > 0
                anchors.verticalCenter: parent.verticalCenter
                icon: card.icon
                size: Theme.body
            }

            BodyText {
                anchors.verticalCenter: parent.verticalCenter
                rightPadding: 0
                small: true
                quiet: true
                text: card.label
                Accessible.ignored: true
            }
        }

        Heading {
            width: parent.width
            level: 2
            text: card.answer
            Accessible.ignored: true
        }

        BodyText {
            visible: card.note.length > 0
            width: parent.width
            rightPadding: 0
            small: true
            quiet: true
            text: card.note
            Accessible.ignored: true
        }
    }
}
