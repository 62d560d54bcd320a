pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// The items most people come for, one tap from the guide.
Column {
    id: hot

    objectName: "rows"

    property int most: 6
    // Height the rows share; 0: each takes what it needs.
    property real room: 0
    readonly property int rowHeight: items.count > 0 ? Math.floor(hot.room / items.count) - Theme.gap : 0

    spacing: Theme.gap

    ItemListModel {
        id: items

        listing: Navigator.Hot
        most: hot.most
    }

    Heading {
        width: hot.width
        level: 2
        text: qsTr("大家常办")
    }

    Repeater {
        model: items

        delegate: ItemRow {
            width: hot.width
            height: Math.max(implicitHeight, hot.rowHeight)
            trailing: ""
        }
    }
}
