import QtQuick
import Hall.Ui

// One colour over the whole panel: dead pixels and stains show. Each touch shows the next, the last one ends.
TouchArea {
    id: test

    property int step: 0

    signal ended()

    label: qsTr("颜色测试")
    repeatGuard: 0
    onClicked: {
        if (test.step + 1 < Theme.testColourCount)
            test.step += 1;
        else
            test.ended();
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.testColour(test.step)
    }
}
