import QtQuick
import Hall.Ui

// A short heading with its text.
Column {
    id: row

    required property string title
    required property string text

    objectName: "rows"
    bottomPadding: Theme.mm2

    BodyText {
        width: parent.width
        bold: true
        text: row.title
    }

    BodyText {
        width: parent.width
        text: row.text
    }
}
