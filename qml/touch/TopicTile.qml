import QtQuick
import Hall.Kiosk
import Hall.Ui

// A tile of the home screen or of a page of groups.
Tile {
    id: tile

    required property string topicId
    required property int itemCount
    required line
    required icon
    property int listing: Navigator.Topic

    count: tile.itemCount
    onClicked: Navigator.openList(tile.listing, tile.topicId)
}
