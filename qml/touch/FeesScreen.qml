pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// The fee table; guides read the same rows. A page that begins inside a group says which.
ScreenPage {
    id: screen

    property string carried: ""

    // Recursion, since the QML compiler of 6.4 does not take loops over local variables.
    function firstOn(index: int): FeeRow {
        const row = rows.itemAt(index) as FeeRow;
        return row === null || row.mapToItem(paged, 0, 0).y > -1 ? row : screen.firstOn(index + 1);
    }

    function carry(): void {
        const row = screen.firstOn(0);
        screen.carried = row === null || row.firstOfGroup ? "" : qsTr("%1（续）").arg(row.group);
    }

    title: qsTr("收费标准")

    FeeModel {
        id: fees
    }

    Flow {
        id: jumps

        x: screen.edge
        y: Theme.mm4
        width: screen.width - 2 * screen.edge
        spacing: Theme.gap

        Repeater {
            model: fees.groupCount

            delegate: Chip {
                required property int index

                label: fees.groupName(index)
                onClicked: paged.show(rows.itemAt(fees.groupStart(index)))
            }
        }
    }

    DataRow {
        id: names

        visible: fees.count > 0
        x: screen.edge
        anchors.top: jumps.bottom
        anchors.topMargin: Theme.mm3
        width: screen.width - 2 * screen.edge
        header: true
        textSize: Theme.caption
        weights: [4.4, 1.5, 5.1]
        numeric: [false, true, false]
        cells: [screen.carried.length > 0 ? screen.carried : qsTr("项目"), qsTr("金额"), qsTr("依据文件")]
    }

    PagedColumn {
        id: paged

        x: screen.edge
        anchors.top: names.bottom
        width: screen.width - 2 * screen.edge
        height: screen.height - names.y - names.height - Theme.mm4
        spacing: 0
        onPageChanged: settled.restart()
        onPageCountChanged: settled.restart()

        Repeater {
            id: rows

            model: fees

            delegate: FeeRow {
                width: paged.width
            }
        }

        EmptyState {
            visible: fees.count === 0
            width: paged.width
            icon: "fee"
            title: qsTr("收费标准核实中")
            text: qsTr("请咨询 %1").arg(Library.mainPhone)
        }
    }

    // After the pages are laid out anew.
    Timer {
        id: settled

        interval: 0
        onTriggered: screen.carry()
    }
}
