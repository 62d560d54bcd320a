import QtQuick
import Hall.Kiosk
import Hall.Ui

// 您是哪种情况 in one line: the choice and the way to change it; before it, the choices themselves where they fit `room`.
Item {
    id: bar

    property string itemId: ""
    property real room: 0
    property bool choosing: false
    readonly property real chooserHeight: bar.visible ? chooser.implicitHeight : 0
    readonly property bool chosen: Navigator.caseId.length > 0
    readonly property bool open: !bar.chosen && chooser.implicitHeight <= bar.room

    visible: cases.count > 0
    implicitHeight: !bar.visible ? 0 : bar.open ? chooser.implicitHeight : line.implicitHeight
    height: implicitHeight

    CaseModel {
        id: cases

        itemId: bar.itemId
        caseId: Navigator.caseId
    }

    Connections {
        target: Navigator

        function onCaseChosen(): void {
            bar.choosing = false;
        }
    }

    CaseChooser {
        id: chooser

        visible: bar.open
        width: parent.width
        itemId: bar.itemId
    }

    TouchButton {
        id: line

        visible: !bar.open
        width: parent.width
        icon: bar.choosing ? "close" : bar.chosen ? "check" : "next"
        kind: bar.chosen || bar.choosing ? TouchButton.Secondary : TouchButton.Primary
        label: bar.choosing ? qsTr("您是哪种情况？不选了")
            : bar.chosen ? qsTr("您的情况：%1（改）").arg(cases.chosenTitle)
            : qsTr("您是哪种情况？请选（%1种）").arg(cases.count)
        onClicked: bar.choosing = !bar.choosing
    }
}
