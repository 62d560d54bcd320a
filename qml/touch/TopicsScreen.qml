import QtQuick
import Hall.Kiosk
import Hall.Ui

// Groups of people, or events of a life, as tiles.
ScreenPage {
    id: screen

    readonly property int listing: Navigator.listing

    title: screen.listing === Navigator.People ? qsTr("按人群找") : qsTr("按人生事件找")

    PagedColumn {
        id: paged

        x: screen.edge
        y: Theme.mm4
        width: screen.width - 2 * screen.edge
        height: screen.height - 2 * Theme.mm4

        TopicTiles {
            id: tiles

            width: paged.width
            maximumColumns: 3
            listing: screen.listing
        }

        EmptyState {
            visible: tiles.tileCount === 0
            width: paged.width
            title: qsTr("这里还没有内容")
            text: qsTr("请从首页按主题找，或者拨打 %1").arg(Library.mainPhone)
        }
    }
}
