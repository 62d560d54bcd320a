pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// What the hall wants people to know today, urgent first.
ScreenPage {
    id: screen

    title: qsTr("通知公告")

    NoticeModel {
        id: notices
    }

    PagedColumn {
        id: paged

        x: screen.edge
        y: Theme.mm4
        width: screen.width - 2 * screen.edge
        height: screen.height - 2 * Theme.mm4

        Repeater {
            model: notices

            delegate: NoticeRow {
                width: paged.width
            }
        }

        EmptyState {
            visible: notices.count === 0
            width: paged.width
            icon: "flag"
            title: qsTr("现在没有公告")
        }
    }
}
