pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// The telephone numbers, group by group; those everybody needs stand first.
ScreenPage {
    id: screen

    readonly property int inRow: Math.max(1, Math.min(3, Math.floor(paged.width / Theme.mm(Theme.elder ? 145 : 115))))

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

        Repeater {
            model: hotlines.groups

            delegate: Repeater {
                id: section

                required property string modelData

                model: Math.ceil(hotlines.countOf(section.modelData) / screen.inRow)

                delegate: HotlineRow {
                    required property int index

                    width: paged.width
                    group: section.modelData
                    number: index
                    inRow: screen.inRow
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
