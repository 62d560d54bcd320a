pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// Words other people ask for; a tap searches for one.
Flow {
    id: words

    // Rows of a Flow may be cut between pages.
    objectName: "rows"

    property int most: 100

    signal chosen(string word)

    spacing: Theme.gap

    Repeater {
        model: Math.min(words.most, Library.hotWordCount)

        delegate: Chip {
            required property int index

            label: Library.hotWord(index)
            onClicked: words.chosen(label)
        }
    }
}
