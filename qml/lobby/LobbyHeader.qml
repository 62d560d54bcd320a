import QtQuick
import Hall.Ui

// Title, page counter and clock above every page, in the same type as the rows.
Rectangle {
    id: header

    required property string title
    required property int page
    required property int pageCount
    required property string clock
    required property int em
    required property bool urgent

    height: Math.round(header.em * 1.7)
    color: header.urgent ? Theme.error : Theme.lobby

    Text {
        id: name

        anchors.left: parent.left
        anchors.right: counter.left
        anchors.rightMargin: header.em
        anchors.leftMargin: Math.round(header.em * 1.3)
        anchors.verticalCenter: parent.verticalCenter
        text: header.title
        color: Theme.lobbyText
        font.family: Theme.family
        font.weight: Font.Bold
        font.pixelSize: header.em
        elide: Text.ElideRight
        maximumLineCount: 1
    }

    Text {
        id: counter

        anchors.right: time.left
        anchors.rightMargin: header.em
        anchors.verticalCenter: parent.verticalCenter
        text: (header.page + 1) + "/" + header.pageCount
        color: header.urgent ? Theme.lobbyText : Theme.lobbyQuiet
        font.family: Theme.family
        font.pixelSize: header.em
    }

    Text {
        id: time

        anchors.right: parent.right
        anchors.rightMargin: Math.round(header.em * 1.3)
        anchors.verticalCenter: parent.verticalCenter
        text: header.clock
        color: Theme.lobbyText
        font.family: Theme.family
        font.weight: Font.Bold
        font.pixelSize: header.em
    }

    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.leftMargin: Math.round(header.em * 0.9)
        anchors.rightMargin: anchors.leftMargin
        height: Math.max(2, Math.round(header.em * 0.04))
        color: Theme.lobbyQuiet
    }
}
