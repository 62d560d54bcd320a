import QtQuick
import Hall.Ui

// Title, day and clock above every page, in the type of the rows; the day gives way where it does not fit.
Rectangle {
    id: header

    required property string title
    required property string day
    required property string clock
    required property int em
    required property bool urgent
    readonly property int margin: Math.round(header.em * 1.3)

    height: Math.round(header.em * 1.7)
    color: header.urgent ? Theme.error : Theme.lobby

    component Words: Text {
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.lobbyText
        font.family: Theme.family
        font.weight: Font.Bold
    }

    Words {
        id: name

        font.pixelSize: header.em
        x: header.margin
        width: Math.min(implicitWidth, time.x - x - header.em)
        elide: Text.ElideRight
        text: header.title
    }

    Words {
        font.pixelSize: header.em
        anchors.right: time.left
        anchors.rightMargin: header.em
        visible: x > name.x + name.width + header.em
        text: header.day
        color: header.urgent ? Theme.lobbyText : Theme.lobbyQuiet
        font.weight: Font.Normal
    }

    Words {
        id: time

        font.pixelSize: header.em
        anchors.right: parent.right
        anchors.rightMargin: header.margin
        text: header.clock
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
