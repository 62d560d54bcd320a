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

    function fitting(): int {
        let tallest = 0;
        for (let i = 0; i < rows.count; ++i) {
            const row = rows.itemAt(i);
            tallest = Math.max(tallest, row ? row.implicitHeight : 0);
            if (i > 0 && (i + 1) * (tallest + Theme.gap) > hot.room)
                return i;
        }
        return rows.count;
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
