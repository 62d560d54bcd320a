import QtQuick
import Hall.Kiosk
import Hall.Ui

// A department: what it is for, how many items it handles.
Tile {
    id: tile

    required property string unitId
    required property string phone
    required property int itemCount
    required line

    icon: "hall"
    count: tile.itemCount
    onClicked: Navigator.openList(Navigator.Unit, tile.unitId)
}
