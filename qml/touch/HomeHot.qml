pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// The items most people come for, one tap from the guide.
Column {
    id: hot

    objectName: "rows"

    property int most: 6
    // Height the rows share, all as tall as the tallest; 0: each takes what it needs.
    property real room: 0
    readonly property int shown: hot.room > 0 ? hot.fitting() : rows.count
    readonly property int rowHeight: hot.shown > 0 ? Math.floor(hot.room / hot.shown) - Theme.gap : 0

    // How many rows fit: the first always, each further one where all are as tall as the tallest so far.
    function fitting(): int {
        var count = 0;
        var tallest = 0;
        while (count < rows.count) {
            tallest = Math.max(tallest, hot.heightOf(count));
            if (count > 0 && (count + 1) * (tallest + Theme.gap) > hot.room)
                return count;
            ++count;
        }
        return count;
    }

    function heightOf(index: int): real {
        return rows.itemAt(index) ? rows.itemAt(index).implicitHeight : 0;
    }

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
        id: rows

        model: items

        delegate: ItemRow {
            id: row

            required property int index

            visible: row.index < hot.shown
            width: hot.width
            height: Math.max(implicitHeight, hot.rowHeight)
            trailing: ""
        }
    }
}
