import QtQuick
import Hall.Ui

// One thing that can be taken away, as a big button.
TouchButton {
    id: row

    required property int index
    required property string sign

    required label
    icon: row.sign
}
