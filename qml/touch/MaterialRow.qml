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
    readonly property string extra: row.formName.length > 0 && row.need.length > 0 ? qsTr("%1，有空白表格").arg(row.need)
        : row.formName.length > 0 ? qsTr("有空白表格") : row.need
    readonly property string amount: row.extra.length > 0 ? qsTr("%1（%2）").arg(row.copies).arg(row.extra) : row.copies

    implicitHeight: words.implicitHeight + 2 * Theme.mm2
    radius: Theme.radius
    color: Theme.surface
    border.color: Theme.hairline
    border.width: Theme.outlineWidth

    Column {
        id: words

        x: Theme.mm4
        y: Theme.mm2
        width: row.width - 2 * x

        Item {
            width: parent.width
            height: Math.max(title.implicitHeight, count.implicitHeight)

            BodyText {
                id: title

                width: parent.width - count.width - Theme.mm4
                bold: row.number > 0
                text: row.number > 0 ? qsTr("%1. %2").arg(row.number).arg(row.name) : row.name
            }

            BodyText {
                id: count

                anchors.right: parent.right
                width: implicitWidth
                rightPadding: 0
                text: row.amount
            }
        }

        BodyText {
            visible: row.notes.length > 0
            width: parent.width
            small: true
            quiet: true
            text: row.notes
        }
    }
}
