pragma ComponentBehavior: Bound
import QtQuick
import Hall.Ui

// Squares over the whole panel that turn as a finger passes over them; what stays unturned is not reached. The last
// touch's place stands in the middle.
Rectangle {
    id: test

    readonly property int columns: test.width > test.height ? 16 : 9
    readonly property int rows: test.width > test.height ? 9 : 16
    property int touched: 0
    property int lastX: -1
    property int lastY: -1

    signal ended()

    function pass(x: real, y: real): void {
        const column = Math.max(0, Math.min(test.columns - 1, Math.floor(x * test.columns / test.width)));
        const row = Math.max(0, Math.min(test.rows - 1, Math.floor(y * test.rows / test.height)));
        test.lastX = Math.round(x);
        test.lastY = Math.round(y);
        cells.turn(row * test.columns + column);
    }

    color: Theme.page

    Repeater {
        id: cells

        function turn(index: int): void {
            const cell = cells.itemAt(index) as TouchCell;
            if (cell !== null && !cell.passed) {
                cell.passed = true;
                test.touched += 1;
            }
        }

        model: test.columns * test.rows

        delegate: TouchCell {
            required property int index

            x: Math.floor((index % test.columns) * test.width / test.columns)
            y: Math.floor(Math.floor(index / test.columns) * test.height / test.rows)
            width: Math.ceil(test.width / test.columns)
            height: Math.ceil(test.height / test.rows)
        }
    }

    MultiPointTouchArea {
        anchors.fill: parent
        minimumTouchPoints: 1
        maximumTouchPoints: 1
        touchPoints: [
            TouchPoint {
                id: finger

                onXChanged: if (finger.pressed) test.pass(finger.x, finger.y)
                onYChanged: if (finger.pressed) test.pass(finger.x, finger.y)
                onPressedChanged: if (finger.pressed) test.pass(finger.x, finger.y)
            }
        ]
    }

    Column {
        anchors.centerIn: parent
        spacing: Theme.gap

        Heading {
            anchors.horizontalCenter: parent.horizontalCenter
            level: 2
            text: qsTr("%1 / %2 格").arg(test.touched).arg(test.columns * test.rows)
        }

        BodyText {
            anchors.horizontalCenter: parent.horizontalCenter
            rightPadding: 0
            text: test.lastX < 0 ? qsTr("用手指划过每一格") : qsTr("横 %1，竖 %2").arg(test.lastX).arg(test.lastY)
        }

        TouchButton {
            anchors.horizontalCenter: parent.horizontalCenter
            label: qsTr("结束测试")
            icon: "close"
            onClicked: test.ended()
        }
    }
}
