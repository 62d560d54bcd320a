pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// Words other people ask for; a tap searches for one.
Flow {
    id: words

    // Rows of a Flow may be cut between pages.
    objectName: "rows"

    signal chosen(string word)

    spacing: Theme.gap

    Repeater {
        model: Library.hotWords

        delegate: Chip {
            required property string modelData

            label: modelData
            onClicked: words.chosen(modelData)
        }
    }
}
