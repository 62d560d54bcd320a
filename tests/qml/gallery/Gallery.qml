import QtQuick
import Hall.Ui

// Shows one sheet of components in the session's modes; the program beside it takes the picture.
Rectangle {
    id: gallery

    required property real pxPerMm
    required property bool elder
    required property bool highContrast
    required property string sheet
    readonly property string file: gallery.sheet.charAt(0).toUpperCase() + gallery.sheet.slice(1) + "Sheet.qml"

    color: Theme.page
    Component.onCompleted: {
        Theme.pxPerMm = gallery.pxPerMm;
        Theme.elder = gallery.elder;
        Theme.highContrast = gallery.highContrast;
        loader.setSource(Qt.resolvedUrl(gallery.file));
    }

    TopBar {
        id: top

        visible: gallery.sheet !== "lobby"
        width: parent.width
        bureau: "抚顺市公安局"
        title: gallery.sheet === "home" ? "" : "居民身份证丢失补领、损坏换领"
        clock: "10:24  星期三"
        sample: true
    }

    Loader {
        id: loader

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: gallery.sheet === "lobby" ? parent.top : top.bottom
        anchors.bottom: gallery.sheet === "lobby" ? parent.bottom : bottom.top
        anchors.margins: gallery.sheet === "lobby" || gallery.sheet === "dialog" ? 0 : Theme.mm8
    }

    BottomBar {
        id: bottom

        visible: gallery.sheet !== "lobby"
        anchors.bottom: parent.bottom
        width: parent.width
        showBack: gallery.sheet !== "home"
    }
}
