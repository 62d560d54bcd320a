pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// While nobody is here: one sentence at a time. Any touch begins a session and presses nothing else.
TouchArea {
    id: attract

    property int slide: 0

    label: Library.ready ? qsTr("触摸屏幕开始") : qsTr("触摸屏幕看求助电话")
    repeatGuard: 0
    onClicked: Navigator.home()

    SlideModel {
        id: slides
    }

    Timer {
        interval: 8000
        repeat: true
        running: slides.count > 1
        onTriggered: attract.slide = (attract.slide + 1) % slides.count
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.header
    }

    Column {
        id: house

        x: Theme.mm18
        y: Theme.mm12
        width: parent.width - 2 * x
        spacing: Theme.mm1

        Heading {
            width: parent.width
            level: 2
            text: Library.bureau.length > 0 ? Library.bureau : qsTr("办事指南")
            color: Theme.headerInk
            Accessible.ignored: true
        }

        BodyText {
            width: parent.width
            text: Library.hallName
            color: Theme.headerInk
            Accessible.ignored: true
        }
    }

    AttractEmpty {
        visible: !Library.ready
        x: Theme.mm18
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - 2 * x
    }

    Repeater {
        model: slides

        delegate: Column {
            id: words

            required property int index
            required property string title
            required property string line

            visible: words.index === attract.slide
            x: Theme.mm18
            anchors.verticalCenter: attract.verticalCenter
            width: attract.width - 2 * x
            spacing: Theme.mm6

            Heading {
                width: parent.width
                level: 0
                font.pixelSize: Theme.display * 2
                text: words.title
                color: Theme.headerInk
                Accessible.ignored: true
            }

            Heading {
                width: parent.width
                level: 1
                font.weight: Font.Normal
                text: words.line
                color: Theme.headerInk
                Accessible.ignored: true
            }
        }
    }

    Rectangle {
        id: invitation

        x: Theme.mm18
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.mm18
        width: call.implicitWidth + 2 * Theme.mm12
        height: calls.height + 2 * Theme.mm4
        radius: Theme.radius
        color: attract.pressed ? Theme.selected : Theme.codeLight

        Column {
            id: calls

            anchors.centerIn: parent

            Heading {
                id: call

                width: implicitWidth
                text: attract.label
                color: Theme.highContrast ? Theme.codeDark : Theme.header
                Accessible.ignored: true
            }

            BodyText {
                anchors.horizontalCenter: parent.horizontalCenter
                width: implicitWidth
                rightPadding: 0
                small: true
                text: "Touch to start"
                color: call.color
                Accessible.ignored: true
            }
        }
    }

    BodyText {
        anchors.right: parent.right
        anchors.rightMargin: Theme.mm18
        anchors.verticalCenter: invitation.verticalCenter
        visible: x > invitation.x + invitation.width + Theme.mm6
        width: implicitWidth
        rightPadding: 0
        text: qsTr("%1  %2  %3").arg(Clock.date).arg(Clock.weekday).arg(Clock.time)
        color: Theme.headerInk
        Accessible.ignored: true
    }
}
