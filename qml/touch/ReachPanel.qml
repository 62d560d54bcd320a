import QtQuick
import Hall.Kiosk
import Hall.Ui

// Above the reach of a seated visitor: something to read, nothing to touch. A guide shows its answers here.
Rectangle {
    id: panel

    readonly property bool showsFacts: panel.visible && Navigator.screen === Navigator.Guide
        && facts.implicitHeight > 0 && facts.implicitHeight + 2 * Theme.mm4 <= panel.height

    color: Theme.zebra
    clip: true

    FactGrid {
        id: facts

        opacity: panel.showsFacts ? 1 : 0
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.mm4
        x: Theme.mm8
        width: parent.width - 2 * x
        itemId: panel.visible ? Navigator.itemId : ""
        caseId: Navigator.caseId
    }

    Column {
        visible: !panel.showsFacts && panel.height > Theme.mm(30)
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
