pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// 您是哪种情况: the choice narrows papers, cost and time.
Column {
    id: chooser

    property string itemId: ""

    objectName: "rows"
    visible: cases.count > 0
    spacing: Theme.mm2

    CaseModel {
        id: cases

        itemId: chooser.itemId
    }

    BodyText {
        width: parent.width
        bold: true
        text: qsTr("您是哪种情况？")
    }

    Flow {
        objectName: "rows"
        width: parent.width
        spacing: Theme.gap

        Repeater {
            model: cases

            delegate: CaseChip {
                width: Math.min(implicitWidth, chooser.width)
            }
        }
    }
}
