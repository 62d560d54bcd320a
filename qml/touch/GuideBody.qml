import QtQuick
import Hall.Kiosk
import Hall.Ui

// Facts beside the sections on a wide panel, above them on an upright one; where neither fits, as the first section.
Item {
    id: body

    property string itemId: ""
    property bool wide: false
    property bool factsElsewhere: false
    readonly property bool beside: body.wide && !Theme.elder && !body.factsElsewhere
    readonly property bool above: !body.wide && !Theme.elder && !body.factsElsewhere
        && body.height > 2 * facts.implicitHeight
    readonly property bool asPart: !body.beside && !body.above

    PagedColumn {
        id: factPages

        visible: body.beside
        width: Math.round(body.width * 0.46)
        height: body.height

        FactGrid {
            id: sideFacts

            width: factPages.width
            itemId: body.beside ? body.itemId : ""
            caseId: Navigator.caseId
        }
    }

    FactGrid {
        id: facts

        visible: body.above
        width: body.width
        itemId: body.wide ? "" : body.itemId
        caseId: Navigator.caseId
    }

    Item {
        id: rest

        x: body.beside ? factPages.width + Theme.mm8 : 0
        y: body.above ? facts.height + Theme.mm4 : 0
        width: body.width - x
        height: body.height - y

        CaseChooser {
            id: chooser

            width: parent.width
            itemId: body.asPart ? "" : body.itemId
        }

        GuideSections {
            anchors.top: chooser.visible ? chooser.bottom : parent.top
            anchors.topMargin: chooser.visible ? Theme.mm4 : 0
            anchors.bottom: parent.bottom
            width: parent.width
            itemId: body.itemId
            withFacts: body.asPart && !body.factsElsewhere
            withCases: body.asPart
        }
    }
}
