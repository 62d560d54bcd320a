import QtQuick
import Hall.Kiosk
import Hall.Ui

// One situation to choose; choosing it again takes the choice back.
Chip {
    id: chip

    required property string caseKey
    required property string title

    label: chip.title
    checkable: true
    checked: Navigator.caseId === chip.caseKey
    onClicked: Navigator.chooseCase(chip.checked ? "" : chip.caseKey)
}
