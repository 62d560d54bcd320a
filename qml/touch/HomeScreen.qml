import QtQuick
import Hall.Kiosk
import Hall.Ui

// 您想办什么: search, topics, what others ask for, and the other ways in.
ScreenPage {
    id: home

    readonly property bool aside: home.wide && !Theme.elder
    // Between the heading of the hot items and the other entrances.
    readonly property int hotRoom: others.y - Theme.mm8 - Math.round(Theme.h2 * Theme.titleLine) - Theme.gap

    EmptyState {
        visible: !Library.ready
        anchors.centerIn: parent
        width: parent.width - 2 * home.edge
        title: qsTr("内容正在准备")
        text: qsTr("请到窗口询问，或者拨打 %1").arg(Library.mainPhone)
    }

    PagedColumn {
        id: main

        visible: Library.ready
        x: home.edge
        y: Theme.mm4
        width: home.aside ? Math.round(home.width * 0.66) - home.edge : home.width - 2 * home.edge
        height: home.height - 2 * Theme.mm4
        spacing: Theme.mm4

        SearchField {
            width: main.width
            text: ""
            placeholder: qsTr("您想办什么？点这里，输入拼音首字母")
            onClicked: {
                Session.query = "";
                Navigator.openSearch();
            }
        }

        HotWords {
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

        HomeHot {
            visible: !home.aside
            width: main.width
            most: 4
        }
    }

    HomeHot {
        visible: home.aside && Library.ready
        x: others.x
        y: Theme.mm4
        width: others.width
        most: Math.floor(home.hotRoom / (Theme.target + Theme.mm6))
        rowHeight: Math.floor(home.hotRoom / most) - Theme.gap
    }

    Entrances {
        id: others

        visible: home.aside && Library.ready
        x: main.x + main.width + Theme.mm8
        y: home.height - height - Theme.mm4
        width: home.width - x - home.edge
    }
}
