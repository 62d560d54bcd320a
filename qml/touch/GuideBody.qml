import QtQuick
import Hall.Ui

// The answers beside the sections on a wide panel, above them on an upright one; always on the first view.
Item {
    id: body

    property string itemId: ""
    property bool wide: false
    property bool factsElsewhere: false
    readonly property bool beside: body.wide && !body.factsElsewhere
    readonly property bool above: !body.wide && !body.factsElsewhere

    GuideFacts {
        id: facts

        visible: !body.factsElsewhere
        width: body.beside ? Math.round(body.width * 0.46) : body.width
        height: implicitHeight
        room: body.beside ? body.height : Math.round(body.height * 0.54)
        itemId: body.factsElsewhere ? "" : body.itemId
    }

    Item {
        id: rest

        x: body.beside ? facts.width + Theme.mm8 : 0
        y: body.above ? facts.height + Theme.mm4 : 0
        width: body.width - x
        height: body.height - y
        // Where not even a line and a row have room, what is cut off takes no touch of the bar below.
        clip: rest.height < 3 * Theme.target

        // The choices, two rows of parts and the page bar leave less than three lines.
        readonly property bool tight: rest.height < cases.chooserHeight + 3 * Theme.target + 4 * Theme.gap
            + 3 * Math.round(Theme.body * Theme.bodyLine)

        CaseBar {
            id: cases

            width: parent.width
            room: rest.tight ? 0 : Math.round(rest.height * 0.4)
            itemId: body.itemId
        }

        GuideSections {
            anchors.top: cases.visible ? cases.bottom : parent.top
            anchors.topMargin: cases.visible ? Theme.gap : 0
            anchors.bottom: parent.bottom
            width: parent.width
            itemId: body.itemId
            choosing: cases.choosing
            compact: rest.tight
        }
    }
}
