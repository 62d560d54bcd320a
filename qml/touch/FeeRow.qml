import QtQuick
import Hall.Ui

// One fee with the number of the document it rests on; the first of a group brings the group's name.
Column {
    id: row

    required property string group
    required property bool firstOfGroup
    required property string name
    required property string amount
    required property string per
    required property string docNo
    required property string standard
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
        weights: [5, 1.4, 1.2, 4]
        numeric: [false, true, false, false]
        cells: [row.standard.length > 0 ? row.name + "\n" + row.standard : row.name, row.amount, row.per, row.docNo]
        odd: row.odd
    }
}
