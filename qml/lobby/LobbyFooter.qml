import QtQuick
import Hall.Ui

// Data date and page counter below every page; the bureau's name between them where there is room,
// and no counter where there is none.
Item {
    id: footer

    required property string date
    required property string bureau
    required property bool sample
    required property string counter
    required property int em
    readonly property bool narrow: footer.width < footer.em * 18
    readonly property int margin: Math.round(footer.em * (footer.narrow ? 0.4 : 1.3))

    height: Math.round(footer.em * 1.7)

    component Words: Text {
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.lobbyQuiet
        font.family: Theme.family
    }

    Words {
        id: left

        font.pixelSize: footer.em
        x: footer.margin
        text: (footer.narrow ? "" : qsTr("内容日期 ")) + footer.date + (footer.sample && !footer.narrow ? qsTr(" 示例") : "")
    }

    Words {
        font.pixelSize: footer.em
        anchors.horizontalCenter: parent.horizontalCenter
        visible: x > left.x + left.width + footer.em && x + width < right.x - footer.em
        text: footer.bureau
    }

    Words {
        id: right

        font.pixelSize: footer.em
        anchors.right: parent.right
        anchors.rightMargin: footer.margin
        visible: x > left.x + left.width + footer.em / 2
        text: footer.counter
    }
}
