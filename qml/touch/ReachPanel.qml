import QtQuick
import Hall.Kiosk
import Hall.Ui

// Above the reach of a seated visitor: something to read, nothing to touch. A guide shows its answers here, and
// beneath them its papers where there is room.
Rectangle {
    id: panel

    readonly property bool showsFacts: panel.visible && Navigator.screen === Navigator.Guide && facts.fits
    readonly property int inner: panel.height - 2 * Theme.mm4

    color: Theme.zebra
    clip: true

    GuideFacts {
        id: facts

        opacity: panel.showsFacts ? 1 : 0
        x: Theme.mm8
        y: Theme.mm4
        width: parent.width - 2 * x
        height: implicitHeight
        room: panel.inner
        itemId: panel.visible ? Navigator.itemId : ""
    }

    ReachPapers {
        visible: panel.showsFacts
        x: facts.x
        y: facts.y + facts.height + Theme.mm4
        width: facts.width
        height: panel.height - y - Theme.mm4
        itemId: panel.showsFacts ? Navigator.itemId : ""
    }

    ReachInfo {
        visible: !panel.showsFacts && panel.height > Theme.mm(30)
        x: facts.x
        y: Theme.mm4
        width: facts.width
        room: panel.inner
    }
}
