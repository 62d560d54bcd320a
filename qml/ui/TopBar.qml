import QtQuick

// The head of every page: whose house this is, where the visitor stands, what time it is.
Rectangle {
    id: bar

    required property string bureau
    property string title: ""
    property string clock: ""
    property bool sample: false
    property string sampleText: qsTr("示例")
    property string icon: "shield"

    implicitHeight: Math.max(Theme.mm(24), middle.implicitHeight + 2 * Theme.mm3)
    color: Theme.header

    Rectangle {
        visible: Theme.highContrast
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.outlineWidth
        color: Theme.outline
    }

    IconView {
        id: mark

        anchors.verticalCenter: parent.verticalCenter
        x: Theme.mm8
        icon: bar.icon
        size: Math.round(Theme.h2 * 1.4)
        color: Theme.headerInk
    }

    Column {
        id: middle

        anchors.verticalCenter: parent.verticalCenter
        x: mark.x + mark.width + Theme.mm4
        width: Math.max(0, end.x - x - Theme.mm4)

        Heading {
            visible: bar.title.length > 0
            width: parent.width
            level: 2
            text: bar.title
            color: Theme.headerInk
        }

        Heading {
            visible: bar.bureau.length > 0
            width: parent.width
            level: 2
            font.pixelSize: bar.title.length > 0 ? Theme.caption : Theme.h2
            font.weight: bar.title.length > 0 ? Font.Normal : Font.Bold
            text: bar.bureau
            color: Theme.headerInk
        }
    }

    Row {
        id: end

        anchors.right: parent.right
        anchors.rightMargin: Theme.mm8
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.mm4

        Badge {
            visible: bar.sample
            anchors.verticalCenter: parent.verticalCenter
            text: bar.sampleText
            kind: Badge.OnHeader
        }

        Heading {
            visible: bar.clock.length > 0
            anchors.verticalCenter: parent.verticalCenter
            level: 2
            font.pixelSize: Theme.body
            font.weight: Font.Normal
            text: bar.clock
            color: Theme.headerInk
            Accessible.role: Accessible.StaticText
        }
    }
}
