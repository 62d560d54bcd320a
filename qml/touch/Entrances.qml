import QtQuick
import Hall.Kiosk
import Hall.Ui

// Other ways to an item.
Column {
    id: entrances

    objectName: "rows"

    readonly property int inRow: entrances.width >= 4 * Theme.mm(Theme.elder ? 74 : 46) + 3 * Theme.gap ? 4 : 2
    readonly property int cell: Math.floor((entrances.width - (entrances.inRow - 1) * Theme.gap) / entrances.inRow)

    spacing: Theme.gap

    Grid {
        columns: entrances.inRow
        spacing: Theme.gap

        TouchButton {
            width: entrances.cell
            label: qsTr("按人群找")
            icon: "person"
            onClicked: Navigator.openTopics(Navigator.People)
        }

        TouchButton {
            width: entrances.cell
            label: qsTr("按人生事件找")
            icon: "family"
            onClicked: Navigator.openTopics(Navigator.LifeEvent)
        }

        TouchButton {
            width: entrances.cell
            label: qsTr("按部门找")
            icon: "hall"
            onClicked: Navigator.openUnits()
        }

        TouchButton {
            width: entrances.cell
            label: qsTr("通知公告")
            icon: "flag"
            onClicked: Navigator.openNotices()
        }
    }
}
