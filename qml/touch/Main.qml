import QtQuick
import Hall.Kiosk
import Hall.Ui

// The citizen's window: head, screen, fixed bar; the attract loop and the idle question lie above them.
Window {
    id: window

    readonly property bool attracting: Navigator.screen === Navigator.Attract
    readonly property real reachTop: Session.lowReach ? Metrics.reachTop : 0
    readonly property real reachBottom: Session.lowReach ? Metrics.reachBottom : window.height

    function measure(): void {
        Metrics.setWindowSize(window.width, window.height);
    }

    title: Library.bureau
    color: Theme.page
    onWidthChanged: window.measure()
    onHeightChanged: window.measure()

    Binding {
        target: Theme
        property: "pxPerMm"
        value: Metrics.layoutPxPerMm
    }

    Binding {
        target: Theme
        property: "elder"
        value: Session.elder
    }

    Binding {
        target: Metrics
        property: "largeType"
        value: Session.elder
    }

    Binding {
        target: Theme
        property: "highContrast"
        value: Session.highContrast
    }

    Binding {
        target: Theme
        property: "reducedMotion"
        value: true
    }

    Item {
        id: desk

        anchors.fill: parent
        visible: !window.attracting
        focus: true
        Keys.onPressed: (event) => {
            if (event.key === Qt.Key_Tab || event.key === Qt.Key_Down || event.key === Qt.Key_Right)
                desk.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason);
        }

        TopBar {
            id: head

            width: parent.width
            bureau: Library.bureau
            title: Stage.title
            clock: Clock.text
            sample: Library.sample
        }

        ReachPanel {
            id: reading

            visible: Session.lowReach && height > 0
            anchors.top: head.bottom
            width: parent.width
            height: Math.max(0, window.reachTop - head.height)
        }

        Binding {
            target: Stage
            property: "factsAbove"
            value: reading.showsFacts
        }

        StageLoader {
            id: stage

            y: Math.max(head.height, window.reachTop)
            width: parent.width
            height: Math.max(0, bar.y - y)
            active: Library.ready
        }

        Loader {
            y: stage.y
            width: parent.width
            height: stage.height
            active: !Library.ready
            source: "NoContentScreen.qml"
        }

        BottomBar {
            id: bar

            y: window.reachBottom - height
            width: parent.width
            showBack: Navigator.canGoBack
            showHome: Navigator.screen !== Navigator.Home
            showEnd: Library.ready
            lowReach: Session.lowReach
            onBack: Navigator.back()
            onHome: Navigator.home()
            onElderToggled: Session.elder = !Session.elder
            onLowReachToggled: Session.lowReach = !Session.lowReach
            onEnded: Navigator.endSession()

            BarButton {
                label: qsTr("高对比")
                checked: Session.highContrast
                onClicked: Session.highContrast = !Session.highContrast
            }
        }
    }

    Loader {
        anchors.fill: parent
        active: window.attracting
        source: "AttractScreen.qml"
    }

    Loader {
        anchors.fill: parent
        active: Technician.state !== Technician.Away
        source: "qrc:/qt/qml/Hall/Technician/TechnicianScreen.qml"
    }

    CountdownDialog {
        visible: IdleWatch.warning
        ownClock: false
        remaining: IdleWatch.remaining
        consequence: qsTr("%1 秒后结束，并清除本次查询").arg(IdleWatch.remaining)
    }
}
