import QtQuick
import Hall.Kiosk
import Hall.Ui

// Above the reach of a seated visitor: something to read, nothing to touch.
Rectangle {
    id: panel

    color: Theme.zebra
    clip: true

    Column {
        anchors.verticalCenter: parent.verticalCenter
        x: Theme.mm8
        width: parent.width - 2 * x
        spacing: Theme.mm2

        Heading {
            width: parent.width
            text: Library.hallName
        }

        BodyText {
            width: parent.width
            quiet: true
            text: qsTr("按钮都在下方，坐着也够得着")
        }
    }
}
