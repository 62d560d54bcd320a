import QtQuick

// One step of a procedure: its number, what to do, and the line down to the next step.
Item {
    id: step

    required property int number
    required property string title
    property string note: ""
    property bool last: false

    implicitWidth: Theme.mm(160)
    implicitHeight: words.implicitHeight + (step.last ? 0 : Theme.mm4)
    Accessible.role: Accessible.ListItem
    Accessible.name: Spoken.join3(qsTr("第 %1 步").arg(step.number), step.title, step.note)

    Rectangle {
        visible: !step.last
        x: Math.round((disc.width - width) / 2)
        y: disc.height
        width: Math.max(2, Theme.mm(0.6))
        height: Math.max(0, step.height - disc.height)
        color: Theme.primary
    }

    Rectangle {
        id: disc

        width: Math.round(Theme.body * 1.7)
        height: width
        radius: width / 2
        color: Theme.primary

        Text {
            anchors.centerIn: parent
            text: step.number
            color: Theme.primaryInk
            font.family: Theme.family
            font.pixelSize: Theme.body
            font.weight: Font.Bold
        }
    }

    Column {
        id: words

        x: disc.width + Theme.mm4
        width: Math.max(0, step.width - x)

        BodyText {
            width: parent.width
            bold: true
            text: step.title
            Accessible.ignored: true
        }

        BodyText {
            visible: step.note.length > 0
            width: parent.width
            quiet: true
            text: step.note
            Accessible.ignored: true
        }
    }
}
