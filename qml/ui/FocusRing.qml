import QtQuick

// Two-tone ring outside its parent, shown while the keyboard is on it.
Item {
    id: ring

    property real radius: Theme.radius

    anchors.fill: parent
    z: 1

    Rectangle {
        anchors.fill: parent
        anchors.margins: -Theme.focusInnerWidth
        radius: ring.radius + Theme.focusInnerWidth
        color: "transparent"
        border.color: Theme.focusInner
        border.width: Theme.focusInnerWidth
    }

    Rectangle {
        anchors.fill: parent
        anchors.margins: -Theme.focusInnerWidth - Theme.focusOuterWidth
        radius: ring.radius + Theme.focusInnerWidth + Theme.focusOuterWidth
        color: "transparent"
        border.color: Theme.focusOuter
        border.width: Theme.focusOuterWidth
    }
}
