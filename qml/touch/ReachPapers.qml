pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// The papers to bring, to be read above the reach of a seated visitor; only rows that fit whole are drawn.
Item {
    id: box

    property string itemId: ""

    Heading {
        id: title

        visible: papers.count > 0 && box.height > Theme.mm(50)
        width: parent.width
        level: 2
        text: qsTr("要带什么")
    }

    MaterialModel {
        id: papers

        itemId: box.itemId
        caseId: Navigator.caseId
    }

    Column {
        visible: title.visible
        anchors.top: title.bottom
        anchors.topMargin: Theme.mm2
        width: parent.width
        spacing: Theme.mm2

        Repeater {
            model: papers

            delegate: MaterialRow {
                id: row

                width: box.width
                opacity: title.height + Theme.mm2 + row.y + row.height <= box.height ? 1 : 0
            }
        }
    }
}
