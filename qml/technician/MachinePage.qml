pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// What can be done here, what the machine is and how it is.
Item {
    id: page

    signal tested(string name)

    TopBar {
        id: head

        width: parent.width
        bureau: Library.bureau
        title: qsTr("技术人员")
        clock: Clock.text
        icon: "shield"
    }

    MachineButtons {
        id: buttons

        x: Theme.mm8
        anchors.top: head.bottom
        anchors.topMargin: Theme.mm4
        width: parent.width - 2 * x
        onTested: (name) => page.tested(name)
    }

    PagedColumn {
        id: paged

        x: Theme.mm8
        anchors.top: buttons.bottom
        anchors.topMargin: Theme.mm6
        anchors.bottom: leave.top
        anchors.bottomMargin: Theme.gap
        width: parent.width - 2 * x

        // Side by side where there is room; each row is as tall as the taller of its two.
        CardGrid {
            id: facts

            width: paged.width
            minimumCellWidth: Theme.body * 26
            maximumColumns: 2
            rowSpacing: Theme.mm2

            KeyValueRow {
                width: facts.cellWidth
                key: qsTr("画面")
                value: qsTr("%1，%2").arg(Library.hallName).arg(Library.dataDate)
            }

            Repeater {
                model: Technician.facts

                delegate: KeyValueRow {
                    id: fact

                    required property string label
                    required bad

                    width: facts.cellWidth
                    key: fact.label
                }
            }
        }
    }

    BodyText {
        id: message

        x: Theme.mm8
        anchors.verticalCenter: leave.verticalCenter
        width: leave.x - 2 * x
        rightPadding: 0
        bold: true
        text: buttons.armed.length > 0 ? "" : Technician.message
    }

    TouchButton {
        id: leave

        anchors.right: parent.right
        anchors.rightMargin: Theme.mm8
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gap
        kind: TouchButton.Primary
        label: qsTr("退出")
        icon: "close"
        onClicked: Technician.close()
    }
}
