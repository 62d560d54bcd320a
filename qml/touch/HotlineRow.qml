pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// One row of numbers; the first of a group brings the group's name, so that a page never ends with it.
Column {
    id: row

    required property string group
    required property int number
    required property int inRow

    spacing: Theme.mm2

    Heading {
        visible: row.number === 0
        width: parent.width
        level: 2
        text: row.group
    }

    HotlineModel {
        id: hotlines

        group: row.group
        from: row.number * row.inRow
        most: row.inRow
    }

    CardGrid {
        id: grid

        width: parent.width
        minimumCellWidth: Theme.mm(1)
        maximumColumns: row.inRow

        Repeater {
            model: hotlines

            delegate: HotlineCell {
                required whenNotToUse
                required hours

                width: grid.cellWidth
                height: grid.cellHeight
            }
        }
    }
}
