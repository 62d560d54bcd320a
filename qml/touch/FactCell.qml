import QtQuick
import Hall.Ui

// One answer of the guide's first block.
FactCard {
    required icon
    required note
}
