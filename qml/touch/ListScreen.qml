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
    readonly property int rowHeight: Math.round((screen.wide ? 1 : 1.5) * Theme.target)

    // The page to be on; a list opened by 返回 begins where it was left.
    property int wanted: 0

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
        height: Math.min(screen.height - 2 * Theme.mm4,
            screen.rowsPerPage * (screen.rowHeight + Theme.gap) + Theme.target + Theme.gap)

        Component.onCompleted: screen.wanted = Navigator.page
        onPageCountChanged: paged.page = Math.min(screen.wanted, paged.pageCount - 1)
        onPageChanged: {
            if (paged.pageCount > 1) {
                screen.wanted = paged.page;
                Navigator.keepPage(paged.page);
            }
        }

        Repeater {
            model: items

            delegate: ItemRow {
                width: paged.width
                height: Math.max(implicitHeight, screen.rowHeight)
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
