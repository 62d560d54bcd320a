import QtQuick
import Hall.Ui

// What every screen is: a title for the head of the page, and whether the panel is wide or upright.
Item {
    id: page

    property string title: ""
    property bool compact: false
    readonly property bool wide: page.width > page.height * 1.2
    readonly property int edge: Theme.mm8
}
