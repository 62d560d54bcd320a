pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// The five answers nobody should have to look for.
CardGrid {
    id: grid

    property string itemId: ""
    property string caseId: ""

    minimumCellWidth: Theme.elder ? Theme.mm(118) : Theme.mm(88)
    maximumColumns: 2

    Repeater {
        model: FactModel {
            itemId: grid.itemId
            caseId: grid.caseId
        }

        delegate: FactCell {
            width: grid.cellWidth
            height: grid.cellHeight
        }
    }
}
