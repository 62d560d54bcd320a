import QtQuick

// Stands where a picture is missing: a drawn frame and the words of what should be seen.
Rectangle {
    id: placeholder

    property string text: ""
    property string icon: "picture"

    implicitWidth: Theme.mm(80)
    implicitHeight: Theme.mm(60)
    radius: Theme.radius
    color: Theme.zebra
    border.color: Theme.outline
    border.width: Math.max(1, Theme.mm(0.4))
    Accessible.role: Accessible.Graphic
    Accessible.name: placeholder.text.length > 0 ? qsTr("图片暂缺：%1").arg(placeholder.text) : qsTr("图片暂缺")

    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.mm4
        spacing: Theme.mm2

        IconView {
            anchors.horizontalCenter: parent.horizontalCenter
            icon: placeholder.icon
            size: Theme.display
            color: Theme.text2
        }

        BodyText {
            width: parent.width
            rightPadding: 0
            small: true
            quiet: true
            text: placeholder.text.length > 0 ? placeholder.text : qsTr("图片暂缺")
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
        }
    }
}
