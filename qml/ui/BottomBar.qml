import QtQuick

// The fixed bar of every page. A screen chooses what it shows; its own buttons go between the modes and the end.
Rectangle {
    id: bar

    property bool showBack: true
    property bool showHome: true
    property bool showElder: true
    property bool showLowReach: true
    property bool showEnd: true
    property bool lowReach: false
    default property alias extra: extras.data

    signal back()
    signal home()
    signal elderToggled()
    signal lowReachToggled()
    signal ended()

    implicitHeight: Math.max(left.implicitHeight, Theme.target) + 2 * Theme.gap
    implicitWidth: left.implicitWidth + endButton.implicitWidth + 2 * Theme.mm8 + Theme.mm8
    color: Theme.page

    Rectangle {
        width: parent.width
        height: Theme.highContrast ? Theme.outlineWidth : Math.max(1, Theme.mm(0.25))
        color: Theme.hairline
    }

    Row {
        id: left

        anchors.verticalCenter: parent.verticalCenter
        x: Theme.mm8
        spacing: Theme.gap

        BarButton {
            visible: bar.showBack
            label: qsTr("返回")
            icon: "back"
            onClicked: bar.back()
        }

        BarButton {
            visible: bar.showHome
            label: qsTr("首页")
            icon: "home"
            onClicked: bar.home()
        }

        BarButton {
            visible: bar.showElder
            label: qsTr("大字")
            icon: "type"
            checked: Theme.elder
            onClicked: bar.elderToggled()
        }

        BarButton {
            visible: bar.showLowReach
            label: qsTr("低位")
            icon: "reach"
            checked: bar.lowReach
            onClicked: bar.lowReachToggled()
        }

        Row {
            id: extras

            spacing: Theme.gap
        }
    }

    BarButton {
        id: endButton

        visible: bar.showEnd
        anchors.right: parent.right
        anchors.rightMargin: Theme.mm8
        anchors.verticalCenter: parent.verticalCenter
        label: qsTr("结束")
        icon: "close"
        onClicked: bar.ended()
    }
}
