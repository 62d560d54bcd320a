pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// The items of a topic, a group, an event or a department; eight a page, five in large type.
ScreenPage {
    id: screen

    readonly property int listing: Navigator.listing
    readonly property string subject: Navigator.subject
    readonly property int rowsPerPage: Theme.elder ? 5 : 8

    title: items.title

    ItemListModel {
        id: items

        listing: screen.listing
        subject: screen.subject
    }

    PagedColumn {
        id: paged

        x: screen.edge
        y: Theme.mm4
        width: screen.width - 2 * screen.edge
        height: screen.height - 2 * Theme.mm4

        Repeater {
            model: items

            delegate: ItemRow {
                width: paged.width
                height: Math.max(implicitHeight, screen.wide ? 0
                    : Math.floor((paged.height - Theme.target) / screen.rowsPerPage) - Theme.gap)
            }
        }

        EmptyState {
            visible: items.count === 0
            width: paged.width
            title: qsTr("这里还没有事项")
            text: qsTr("请换一个入口找，或者拨打 %1").arg(Library.mainPhone)
        }
    }
}
