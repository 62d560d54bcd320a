import QtQuick
import Hall.Ui

// One fee with the number of the document it rests on; the first of a group brings the group's name.
Column {
    id: row

    required property string group
    required property bool firstOfGroup
    required property string name
    required property string amount
    required property string docNo
    required property string detail
    required property bool odd

    Heading {
        visible: row.firstOfGroup
        width: parent.width
        level: 2
        topPadding: Theme.mm3
        bottomPadding: Theme.mm2
        text: row.group
    }

    DataRow {
        width: parent.width
        weights: [4.4, 1.5, 5.1]
        numeric: [false, true, false]
        cells: [row.detail.length > 0 ? row.name + "\n" + row.detail : row.name, row.amount, row.docNo]
        odd: row.odd
    }
}
