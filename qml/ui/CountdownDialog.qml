import QtQuick

// 您还在吗: a number counts down; one tap or key anywhere goes on. Nothing turns or blinks.
TouchArea {
    id: dialog

    property int seconds: 30
    property int remaining: dialog.seconds
    property bool ownClock: true
    property string question: qsTr("您还在吗")
    property string hint: qsTr("轻触屏幕任意位置继续")
    property string consequence: qsTr("%1 秒后回到首页，并清除本次查询").arg(dialog.remaining)

    signal continued()
    signal expired()

    function start(): void {
        dialog.remaining = dialog.seconds;
    }

    /** One second has passed; called by the dialog's own timer, or by whoever keeps the time. */
    function tick(): void {
        if (!dialog.visible || dialog.remaining <= 0)
            return;
        dialog.remaining -= 1;
        if (dialog.remaining === 0)
            dialog.expired();
    }

    anchors.fill: parent
    z: 100
    label: Spoken.join(dialog.question, dialog.hint)
    Accessible.role: Accessible.AlertMessage
    Accessible.description: dialog.consequence
    onClicked: dialog.continued()
    onVisibleChanged: {
        if (dialog.visible)
            dialog.forceActiveFocus(Qt.PopupFocusReason);
    }

    Timer {
        interval: 1000
        repeat: true
        running: dialog.ownClock && dialog.visible && dialog.remaining > 0
        onTriggered: dialog.tick()
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.shade
    }

    Rectangle {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.mm12, Theme.mm(220))
        height: column.implicitHeight + 2 * Theme.mm12
        radius: Theme.radius
        color: Theme.surface
        border.color: Theme.outline
        border.width: Theme.outlineWidth

        Column {
            id: column

            anchors.centerIn: parent
            width: parent.width - 2 * Theme.mm12
            spacing: Theme.mm4

            Heading {
                width: parent.width
                text: dialog.question
                horizontalAlignment: Text.AlignHCenter
                Accessible.ignored: true
            }

            Heading {
                width: parent.width
                level: 0
                font.pixelSize: Theme.display * 2
                text: dialog.remaining
                color: Theme.primary
                horizontalAlignment: Text.AlignHCenter
                Accessible.ignored: true
            }

            BodyText {
                width: parent.width
                rightPadding: 0
                text: dialog.consequence
                horizontalAlignment: Text.AlignHCenter
                Accessible.ignored: true
            }

            Heading {
                width: parent.width
                level: 2
                text: dialog.hint
                color: Theme.primary
                horizontalAlignment: Text.AlignHCenter
                Accessible.ignored: true
            }
        }
    }
}
