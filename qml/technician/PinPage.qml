pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// The PIN: dots for what was typed, a pad of digits, the way out.
Item {
    id: page

    readonly property int keyWidth: Math.max(Theme.target, Theme.mm(30))

    TopBar {
        id: head

        width: parent.width
        bureau: Library.bureau
        title: qsTr("技术人员")
        clock: Clock.text
        icon: "shield"
    }

    Column {
        anchors.centerIn: parent
        anchors.verticalCenterOffset: head.height / 2
        spacing: Theme.gap

        Heading {
            anchors.horizontalCenter: parent.horizontalCenter
            level: 2
            text: qsTr("请输入 PIN")
        }

        Heading {
            anchors.horizontalCenter: parent.horizontalCenter
            level: 1
            text: Technician.typed > 0 ? "●".repeat(Technician.typed) : " "
            Accessible.name: qsTr("已输入 %1 位").arg(Technician.typed)
        }

        BodyText {
            anchors.horizontalCenter: parent.horizontalCenter
            rightPadding: 0
            text: Technician.message.length > 0 ? Technician.message : " "
            color: Theme.error
        }

        Grid {
            anchors.horizontalCenter: parent.horizontalCenter
            enabled: !Technician.locked
            columns: 3
            spacing: Theme.gap

            Repeater {
                model: ["1", "2", "3", "4", "5", "6", "7", "8", "9"]

                delegate: DigitKey {
                    id: digit

                    required property string modelData

                    width: page.keyWidth
                    label: digit.modelData
                    repeatGuard: 0
                    onClicked: Technician.type(digit.label)
                }
            }

            DigitKey {
                width: page.keyWidth
                label: qsTr("删除")
                icon: "delete"
                repeatGuard: 0
                onClicked: Technician.erase()
            }

            DigitKey {
                width: page.keyWidth
                label: "0"
                repeatGuard: 0
                onClicked: Technician.type("0")
            }

            DigitKey {
                width: page.keyWidth
                label: qsTr("确定")
                icon: "check"
                onClicked: Technician.submit()
            }
        }

        TouchButton {
            anchors.horizontalCenter: parent.horizontalCenter
            label: qsTr("退出")
            icon: "close"
            onClicked: Technician.close()
        }
    }
}
