pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// The telephone numbers, emergency first.
ScreenPage {
    id: screen

    title: qsTr("电话热线")

    HotlineModel {
        id: hotlines
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
            minimumCellWidth: Theme.mm(120)
            maximumColumns: 3

            Repeater {
                model: hotlines

                delegate: HotlineCell {
                    width: grid.cellWidth
                    height: grid.cellHeight
                }
            }
        }

        EmptyState {
            visible: hotlines.count === 0
            width: paged.width
            icon: "phone"
            title: qsTr("报警请打 110")
            text: qsTr("办事咨询请打 %1").arg(Library.mainPhone)
        }
    }
}
