pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// The departments of the bureau.
ScreenPage {
    id: screen

    title: qsTr("按部门找")

    UnitModel {
        id: units
    }

    PagedColumn {
        id: paged

        x: screen.edge
        y: Theme.mm4
        width: screen.width - 2 * screen.edge
        height: screen.height - 2 * Theme.mm4

        CardGrid {
            id: grid

            width: paged.width
            maximumColumns: 2

            Repeater {
                model: units

                delegate: UnitTile {
                    width: grid.cellWidth
                    height: grid.cellHeight
                }
            }
        }
    }
}
