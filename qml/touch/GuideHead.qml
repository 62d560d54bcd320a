import QtQuick
import Hall.Kiosk
import Hall.Ui

// The item's names, whether it holds today, and the way to take it along.
Item {
    id: head

    property string itemTitle: ""
    property string plainName: ""
    property string badge: ""
    property bool valid: true
    property bool canTake: true

    implicitHeight: Math.max(words.implicitHeight, take.visible ? take.height : 0)

    Column {
        id: words

        width: head.width - (take.visible ? take.width + Theme.mm6 : 0)
        spacing: Theme.mm1

        Heading {
            width: parent.width
            level: Theme.elder || head.itemTitle.length > 30 ? 2 : 1
            text: head.itemTitle
        }

        Flow {
            width: parent.width
            spacing: Theme.mm3

            Badge {
                visible: head.badge.length > 0
                text: head.badge
                kind: head.valid ? Badge.Success : Badge.Error
            }

            Badge {
                visible: Library.sample
                text: qsTr("示例")
            }

            BodyText {
                visible: head.plainName.length > 0
                width: Math.min(implicitWidth, words.width)
                rightPadding: 0
                small: true
                quiet: true
                text: head.plainName
            }
        }
    }

    TouchButton {
        id: take

        visible: head.canTake
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        kind: TouchButton.Primary
        icon: "qr"
        label: qsTr("带走")
        onClicked: Navigator.openTakeAway()
    }
}
