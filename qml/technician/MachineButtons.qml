import QtQuick
import Hall.Kiosk
import Hall.Ui

// What a technician can do here. What changes the machine wants a second tap.
CardGrid {
    id: buttons

    property string armed: ""

    function word(request: string, label: string): string {
        return buttons.armed === request ? qsTr("再按一次：%1").arg(label) : label;
    }

    signal tested(string name)

    function confirm(request: string): void {
        if (buttons.armed === request) {
            Technician.ask(request);
            buttons.armed = "";
        } else {
            buttons.armed = request;
            patience.restart();
        }
    }

    minimumCellWidth: Theme.mm(Theme.elder ? 80 : 60)
    maximumColumns: 5

    Timer {
        id: patience

        interval: 5000
        onTriggered: buttons.armed = ""
    }

    TouchButton {
        width: buttons.cellWidth
        label: qsTr("触摸测试")
        onClicked: buttons.tested("touch")
    }

    TouchButton {
        width: buttons.cellWidth
        label: qsTr("颜色测试")
        onClicked: buttons.tested("colour")
    }

    TouchButton {
        width: buttons.cellWidth
        label: qsTr("声音测试")
        onClicked: Technician.ask("sound-test")
    }

    TouchButton {
        width: buttons.cellWidth
        label: qsTr("日志")
        onClicked: buttons.tested("log")
    }

    TouchButton {
        width: buttons.cellWidth
        label: qsTr("U 盘更新")
        onClicked: Technician.ask("usb-update")
    }

    TouchButton {
        width: buttons.cellWidth
        label: qsTr("重新读取")
        onClicked: Technician.ask("report")
    }

    TouchButton {
        width: buttons.cellWidth
        label: qsTr("检查修复")
        onClicked: Technician.ask("repair")
    }

    TouchButton {
        width: buttons.cellWidth
        kind: buttons.armed === "maintenance" ? TouchButton.Danger : TouchButton.Secondary
        label: buttons.word("maintenance", qsTr("维护窗口"))
        onClicked: buttons.confirm("maintenance")
    }

    TouchButton {
        width: buttons.cellWidth
        kind: buttons.armed === "restart-screens" ? TouchButton.Danger : TouchButton.Secondary
        label: buttons.word("restart-screens", qsTr("重启界面"))
        onClicked: buttons.confirm("restart-screens")
    }

    TouchButton {
        width: buttons.cellWidth
        kind: buttons.armed === "restart-machine" ? TouchButton.Danger : TouchButton.Secondary
        label: buttons.word("restart-machine", qsTr("重启机器"))
        onClicked: buttons.confirm("restart-machine")
    }
}
