pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// The fee table; guides read the same rows.
ScreenPage {
    id: screen

    title: qsTr("收费标准")

    FeeModel {
        id: fees
    }

    DataRow {
        id: names

        visible: fees.count > 0
        x: screen.edge
        y: Theme.mm4
        width: screen.width - 2 * screen.edge
        header: true
        textSize: Theme.caption
        weights: [5.5, 1.5, 4]
        numeric: [false, true, false]
        cells: [qsTr("项目"), qsTr("金额"), qsTr("依据文件")]
    }

    PagedColumn {
        id: paged

        x: screen.edge
        anchors.top: names.bottom
        width: screen.width - 2 * screen.edge
        height: screen.height - names.y - names.height - Theme.mm4
        spacing: 0

        Repeater {
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
}
