pragma Singleton
import QtQuick

// What the window and the screen on it tell each other.
QtObject {
    // The title of the screen, for the head of the page.
    property string title: ""
    // Whether the answers of the guide already stand above the reach of a seated visitor.
    property bool factsAbove: false
}
