pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// The house, its hours and the numbers to call, to be read where nothing can be touched.
Column {
    id: info

    property real room: 0

    spacing: Theme.mm2

    HotlineModel {
        id: numbers
    }

    HallModel {
        id: halls
    }

    Heading {
        width: info.width
        text: Library.hallName
    }

    Repeater {
        model: halls

        delegate: BodyText {
            required property bool here
            required property string todayText
            required property string stateText

            visible: here
            width: info.width
            rightPadding: 0
            text: todayText.length > 0 ? qsTr("%1；%2").arg(todayText).arg(stateText) : stateText
        }
    }

    BodyText {
        width: info.width
        rightPadding: 0
        quiet: true
        text: qsTr("按钮都在下方，坐着也够得着")
    }

    Repeater {
        model: numbers

        delegate: BodyText {
            id: line

            required property string number
            required property string name

            width: info.width
            rightPadding: 0
            small: true
            opacity: line.y + line.height <= info.room ? 1 : 0
            text: qsTr("%1　%2").arg(line.number).arg(line.name)
        }
    }
}
