import QtQuick
import Hall.Ui

// One paper: its name, how many, and what to mind.
Rectangle {
    id: row

    required property int number
    required property string name
    required property string copies
    required property string need
    required property string notes
    required property string formName

    implicitHeight: words.implicitHeight + 2 * Theme.mm3
    radius: Theme.radius
    color: Theme.surface
    border.color: Theme.hairline
    border.width: Theme.outlineWidth

    Column {
        id: words

        x: Theme.mm4
        y: Theme.mm3
        width: row.width - 2 * x

        Item {
            width: parent.width
            height: Math.max(title.implicitHeight, count.implicitHeight)

            BodyText {
                id: title

                width: parent.width - count.width - Theme.mm4
                bold: true
                text: qsTr("%1. %2").arg(row.number).arg(row.name)
            }

            BodyText {
                id: count

                anchors.right: parent.right
                width: implicitWidth
                rightPadding: 0
                text: row.need.length > 0 ? qsTr("%1（%2）").arg(row.copies).arg(row.need) : row.copies
            }
        }

        BodyText {
            visible: row.notes.length > 0
            width: parent.width
            small: true
            quiet: true
            text: row.notes
        }

        BodyText {
            visible: row.formName.length > 0
            width: parent.width
            small: true
            color: Theme.link
            text: qsTr("空白表格可以扫码带走：点上面的“带走”")
        }
    }
}
