import QtQuick
import Hall.Kiosk
import Hall.Ui

// The last lines of the log, the newest first, page by page.
Rectangle {
    id: page

    signal ended()

    color: Theme.page

    TopBar {
        id: head

        width: parent.width
        bureau: Library.bureau
        title: qsTr("日志（最新的在前）")
        clock: Clock.text
        icon: "material"
    }

    PagedText {
        x: Theme.mm8
        anchors.top: head.bottom
        anchors.topMargin: Theme.mm4
        anchors.bottom: leave.top
        anchors.bottomMargin: Theme.gap
        width: parent.width - 2 * x
        small: true
        wide: true
        text: Technician.log.length > 0 ? Technician.log.split("\n").reverse().join("\n\n") : qsTr("还没有读到日志")
    }

    TouchButton {
        id: leave

        anchors.right: parent.right
        anchors.rightMargin: Theme.mm8
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gap
        label: qsTr("返回")
        icon: "back"
        onClicked: page.ended()
    }
}
