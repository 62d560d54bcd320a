pragma ComponentBehavior: Bound
import QtQuick

// One row of letter keys.
Row {
    id: row

    required property string letters
    required property int pitch
    required property int gap

    signal keyPressed(string key)

    spacing: row.gap

    Repeater {
        model: row.letters.length

        delegate: PadKey {
            id: key

            required property int index

            width: row.pitch - row.gap
            height: row.height
            label: row.letters.charAt(key.index)
            onClicked: row.keyPressed(key.label)
        }
    }
}
