pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// Words other people ask for; a tap searches for one. Rows that do not fit `room` whole are left out.
Flow {
    id: words

    // Rows of a Flow may be cut between pages.
    objectName: "rows"

    property int most: 100
    property real room: 100000

    signal chosen(string word)

    spacing: Theme.gap

    Repeater {
        model: Math.min(words.most, Library.hotWordCount)

        delegate: Chip {
            id: chip

            required property int index
            readonly property bool fits: chip.y + chip.height <= words.room

            label: Library.hotWord(index)
            opacity: chip.fits ? 1 : 0
            enabled: chip.fits
            onClicked: words.chosen(label)
        }
    }
}
