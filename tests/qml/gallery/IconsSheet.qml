import QtQuick
import Hall.Ui

// All icon words, and one unknown word.
Flow {
    spacing: Theme.mm4

    Repeater {
        model: (IconWords.list + " unknown").split(" ")

        delegate: Column {
            id: cell

            required property string modelData

            IconView {
                icon: cell.modelData
                size: Theme.mm(18)
            }

            BodyText {
                width: Theme.caption * 5
                small: true
                text: cell.modelData
            }
        }
    }
}
