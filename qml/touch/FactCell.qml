import QtQuick
import Hall.Ui

// One answer of the guide's first block, with as much of a note as there is room for.
FactCard {
    id: cell

    required icon
    property string detail: ""

    note: cell.detail
}
