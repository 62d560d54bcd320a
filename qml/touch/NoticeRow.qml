pragma ComponentBehavior: Bound
import QtQuick
import Hall.Ui

// One notice in full. A long one is cut between its paragraphs; its title never stands alone.
Column {
    id: row

    required property string title
    required property string text
    required property string dates
    required property string priority
    required property string owner
    readonly property list<string> paragraphs: row.text.split("\n")

    // Only a text longer than most pages is cut.
    objectName: row.implicitHeight > Theme.mm(110) ? "rows" : ""
    bottomPadding: Theme.mm6
    spacing: Theme.mm2

    Column {
        width: parent.width
        spacing: Theme.mm2

        Heading {
            width: parent.width
            level: 2
            text: row.title
        }

        Row {
            spacing: Theme.mm3

            Badge {
                visible: row.priority !== "normal"
                text: row.priority === "urgent" ? qsTr("紧急") : qsTr("重要")
                kind: row.priority === "urgent" ? Badge.Error : Badge.Warn
            }

            BodyText {
                width: implicitWidth
                rightPadding: 0
                small: true
                quiet: true
                text: row.dates
            }
        }

        NoticeLine {
            width: parent.width
            line: row.paragraphs.length > 0 ? row.paragraphs[0] : ""
        }
    }

    Repeater {
        model: Math.max(0, row.paragraphs.length - 1)

        delegate: NoticeLine {
            required property int index

            width: row.width
            line: row.paragraphs[index + 1]
        }
    }
}
