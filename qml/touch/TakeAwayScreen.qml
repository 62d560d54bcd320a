pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// What can go home on a phone: one code at a time.
ScreenPage {
    id: screen

    property int current: 0
    readonly property bool aside: screen.width > screen.height

    readonly property int codeX: screen.aside ? choices.x + choices.width + Theme.mm8 : screen.edge

    title: qsTr("带走：%1").arg(guide.title)

    Guide {
        id: guide

        itemId: Navigator.itemId
    }

    TakeAwayModel {
        id: codes

        itemId: Navigator.itemId
        caseId: Navigator.caseId
    }

    PagedColumn {
        id: choices

        x: screen.edge
        y: screen.aside ? Theme.mm4 : screen.height - height - Theme.mm4
        width: screen.aside ? Math.round((screen.width - 2 * screen.edge) * 0.36) : screen.width - 2 * screen.edge
        height: screen.aside ? screen.height - 2 * Theme.mm4 : Math.round(screen.height * 0.36)

        Repeater {
            model: codes

            delegate: CodeRow {
                width: choices.width
                chosen: index === screen.current
                onClicked: screen.current = index
            }
        }
    }

    Repeater {
        model: codes

        delegate: CodeView {
            visible: index === screen.current
            x: screen.codeX
            y: Theme.mm4
            width: screen.width - screen.codeX - screen.edge
            height: (screen.aside ? screen.height : choices.y) - 2 * Theme.mm4
        }
    }
}
