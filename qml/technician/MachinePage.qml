pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// What the machine is and how it is, with the buttons below.
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

    PagedColumn {
        id: paged

        x: Theme.mm8
        anchors.top: head.bottom
        anchors.topMargin: Theme.mm4
        anchors.bottom: leave.top
        anchors.bottomMargin: Theme.gap
        width: parent.width - 2 * x
        spacing: Theme.mm2

        MachineButtons {
            width: paged.width
            onTested: (name) => page.tested(name)
        }

        KeyValueRow {
            width: paged.width
            key: qsTr("画面")
            value: qsTr("%1，%2").arg(Library.hallName).arg(Library.dataDate)
        }

        Repeater {
            model: Technician.facts

            delegate: KeyValueRow {
                id: fact

                required property string label

                width: paged.width
                key: fact.label
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
        text: Technician.message
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
