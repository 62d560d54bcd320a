import QtQuick
import Hall.Ui

// A short heading with its text.
Column {
    id: row

    required property string title
    required property string text

    // Only a text longer than most pages is cut.
    objectName: row.implicitHeight > Theme.mm(120) ? "rows" : ""
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
