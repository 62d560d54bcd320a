import QtQuick
import Hall.Ui

// One notice in full.
Column {
    id: row

    required property string title
    required property string text
    required property string dates
    required property string priority
    required property string owner

    // Only a text longer than most pages is cut.
    objectName: row.implicitHeight > Theme.mm(120) ? "rows" : ""
    bottomPadding: Theme.mm6
    spacing: Theme.mm2

    Heading {
        width: parent.width
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

    BodyText {
        width: parent.width
        text: row.text
    }
}
