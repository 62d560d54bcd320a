import QtQuick
import Hall.Kiosk
import Hall.Ui

// 您想办什么: search, topics, what others ask for, and the other ways in.
ScreenPage {
    id: home

    readonly property bool aside: home.wide && !Theme.elder
    readonly property int titleRoom: Math.round(Theme.h2 * Theme.titleLine) + Theme.gap
    readonly property int hotRow: Theme.target + Theme.mm6
    // Between the heading of the hot items and the other entrances.
    readonly property int hotRoom: others.y - Theme.mm4 - home.titleRoom - Theme.gap
    // An upright panel shows some hot items beneath the tiles where a row of these fits above them.
    readonly property bool beneath: !home.wide && !Theme.elder && home.height > Theme.mm(250)

    EmptyState {
        visible: !Library.ready
        anchors.centerIn: parent
        width: parent.width - 2 * home.edge
        title: qsTr("内容正在准备")
        text: qsTr("请到窗口询问，或者拨打 %1").arg(Library.mainPhone)
    }

    SearchField {
        id: search

        visible: Library.ready
        x: home.edge
        y: Theme.mm4
        width: main.width
        text: ""
        placeholder: qsTr("您想办什么？点这里，输入拼音首字母")
        onClicked: {
            Session.query = "";
            Navigator.openSearch();
        }
    }

    PagedColumn {
        id: main

        visible: Library.ready
        x: home.edge
        anchors.top: search.bottom
        anchors.topMargin: Theme.gap
        anchors.bottom: home.beneath ? beneathHot.top : home.aside ? parent.bottom : foot.top
        anchors.bottomMargin: home.aside ? Theme.mm4 : Theme.gap
        width: home.aside ? Math.round(home.width * 0.66) - home.edge : home.width - 2 * home.edge

        HotWords {
            visible: !Theme.elder && !Session.lowReach
            width: main.width
            most: home.wide ? 8 : 6
            onChosen: (word) => {
                Session.query = word;
                Navigator.openSearch();
            }
        }

        TopicTiles {
            width: main.width
            maximumColumns: 3
        }

        Entrances {
            visible: !home.aside
            width: main.width
        }
    }

    HomeHot {
        id: beneathHot

        visible: home.beneath && Library.ready
        x: home.edge
        anchors.bottom: foot.top
        anchors.bottomMargin: Theme.gap
        width: main.width
        most: home.height > Theme.mm(390) ? 4 : 3
    }

    HomeHot {
        visible: home.aside && Library.ready
        x: others.x
        y: Theme.mm4
        width: others.width
        most: Math.max(1, Math.floor(home.hotRoom / (home.hotRow + Theme.gap)))
        room: home.hotRoom
    }

    Column {
        id: others

        visible: home.aside && Library.ready
        x: main.x + main.width + Theme.mm8
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.mm4
        width: home.width - x - home.edge
        spacing: Theme.gap

        Entrances {
            width: parent.width
        }

        HomeFoot {
            width: parent.width
        }
    }

    HomeFoot {
        id: foot

        visible: !home.aside && Library.ready
        x: home.edge
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.mm4
        width: main.width
        withHot: !home.beneath
    }
}
