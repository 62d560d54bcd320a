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
    readonly property string detail: row.per.length > 0 && row.standard.length > 0
        ? qsTr("%1，%2").arg(row.per).arg(row.standard) : row.per + row.standard

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
        weights: [5.5, 1.5, 4]
        numeric: [false, true, false]
        cells: [row.detail.length > 0 ? row.name + "\n" + row.detail : row.name, row.amount, row.docNo]
        odd: row.odd
    }
}
