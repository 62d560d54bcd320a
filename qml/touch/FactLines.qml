pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// The five answers where there is little room, one a row, or two on a broad page.
Flow {
    id: lines

    property string itemId: ""
    property string caseId: ""
    property bool withNotes: true
    readonly property int inRow: lines.width >= 2 * Theme.mm(110) + lines.spacing ? 2 : 1
    readonly property int cellWidth: Math.floor((lines.width - (lines.inRow - 1) * lines.spacing) / lines.inRow)

    objectName: "rows"
    spacing: Theme.mm2

    FactModel {
        id: facts

        itemId: lines.itemId
        caseId: lines.caseId
    }

    Repeater {
        model: facts

        delegate: FactLine {
            required property int index

            width: lines.inRow === 2 && index === facts.count - 1 ? lines.width : lines.cellWidth
            withNote: lines.withNotes
        }
    }
}
