import QtQuick

// A way in: icon, title, one line in plain words, how many items lie behind it.
TouchArea {
    id: tile

    required property string title
    property string line: ""
    property string icon: ""
    property int count: -1
    readonly property string countText: tile.count < 0 ? "" : qsTr("%1 项").arg(tile.count)
    readonly property color ink: tile.pressed ? Theme.selectedInk : Theme.text
    readonly property color quietInk: tile.pressed ? Theme.selectedInk : Theme.text2

    label: Spoken.join3(tile.title, tile.line, tile.countText)
    implicitWidth: Theme.mm(100)
    implicitHeight: Math.max(Theme.target, Math.max(block.height, words.implicitHeight) + 2 * Theme.mm4)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: tile.pressed ? Theme.selected : Theme.surface
        border.color: Theme.outline
        border.width: Theme.outlineWidth
    }

    Rectangle {
        id: block

        visible: tile.icon.length > 0
        x: Theme.mm4
        anchors.verticalCenter: parent.verticalCenter
        width: visible ? Math.round(Theme.h1 * 1.6) : 0
        height: width
        radius: Theme.radius
        color: tile.pressed ? Theme.selected : Theme.iconGround

        IconView {
            anchors.centerIn: parent
            icon: tile.icon
            letter: tile.title.charAt(0)
            size: Math.round(block.width * 0.7)
            color: tile.pressed ? Theme.selectedInk : Theme.primary
        }
    }

    Column {
        id: words

        anchors.verticalCenter: parent.verticalCenter
        x: block.visible ? block.x + block.width + Theme.mm4 : Theme.mm4
        width: Math.max(0, tile.width - x - Theme.mm4)
        spacing: Theme.mm1

        Item {
            width: parent.width
            height: name.height

            Heading {
                id: name

                width: parent.width - (number.visible ? number.implicitWidth + Theme.mm2 : 0)
                level: 2
                text: tile.title
                color: tile.ink
                Accessible.ignored: true
            }

            BodyText {
                id: number

                visible: tile.count >= 0
                anchors.right: parent.right
                anchors.baseline: name.baseline
                small: true
                rightPadding: 0
                text: tile.countText
                color: tile.quietInk
                Accessible.ignored: true
            }
        }

        BodyText {
            visible: tile.line.length > 0
            width: parent.width
            small: true
            text: tile.line
            color: tile.quietInk
            Accessible.ignored: true
        }
    }
}
