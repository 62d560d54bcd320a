import QtQuick
import Hall.Ui

// One square of the touch test.
Rectangle {
    property bool passed: false

    color: passed ? Theme.success : Theme.surface
    border.width: 1
    border.color: Theme.hairline
}
