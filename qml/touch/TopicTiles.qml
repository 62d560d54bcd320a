pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// Tiles of one kind in even columns.
CardGrid {
    id: grid

    property int listing: Navigator.Topic
    readonly property int tileCount: topics.count

    TopicModel {
        id: topics

        listing: grid.listing
    }

    Repeater {
        model: topics

        delegate: TopicTile {
            listing: grid.listing
            width: grid.cellWidth
            height: grid.cellHeight
        }
    }
}
