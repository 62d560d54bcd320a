pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// The items most people come for, one tap from the guide.
Column {
    id: hot

    objectName: "rows"

    property int most: 6
    property int rowHeight: 0

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
