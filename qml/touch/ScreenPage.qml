import QtQuick
import Hall.Kiosk
import Hall.Ui

// What every screen is: a title for the head of the page, and whether the panel is wide or upright.
Item {
    id: page

    property string title: ""
    readonly property bool wide: !Metrics.isPortrait
    readonly property int edge: Theme.mm8

    onTitleChanged: Stage.title = page.title
    Component.onCompleted: Stage.title = page.title
}
