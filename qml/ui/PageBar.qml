import QtQuick

// 上一页 · 1/3 · 下一页: turns pages without drag; at an end the button stays in its place, disabled.
Item {
    id: bar

    required property int page
    required property int pageCount

    signal previous()
    signal next()

    // A button that its own press disables hands the focus to the other, or the keys would be lost.
    function turn(from: TouchButton, to: TouchButton, forward: bool): void {
        const focused = from.activeFocus;
        if (forward)
            bar.next();
        else
            bar.previous();
        if (focused && !from.enabled)
            to.forceActiveFocus(Qt.TabFocusReason);
    }

    implicitWidth: Theme.mm(140)
    implicitHeight: before.implicitHeight

    TouchButton {
        id: before

        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        label: qsTr("上一页")
        icon: "up"
        enabled: bar.page > 0
        onClicked: bar.turn(before, after, false)
    }

    PageCounter {
        anchors.centerIn: parent
        page: bar.page
        pageCount: bar.pageCount
    }

    TouchButton {
        id: after

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        label: qsTr("下一页")
        icon: "down"
        enabled: bar.page < bar.pageCount - 1
        onClicked: bar.turn(after, before, true)
    }
}
