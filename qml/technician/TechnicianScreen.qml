import QtQuick
import Hall.Kiosk
import Hall.Ui

// Lies over everything while a technician is here: first the PIN, then the machine, and the tests over that.
Rectangle {
    id: screen

    property string test: ""

    function fileOf(test: string): string {
        switch (test) {
        case "touch":
            return "TouchTest.qml";
        case "colour":
            return "ColourTest.qml";
        case "log":
            return "LogPage.qml";
        default:
            return "";
        }
    }

    color: Theme.page

    // Nothing below is reached through the gaps.
    MouseArea {
        anchors.fill: parent
    }

    PinPage {
        visible: Technician.state === Technician.AsksPin
        anchors.fill: parent
    }

    MachinePage {
        visible: Technician.state === Technician.Open && screen.test.length === 0
        anchors.fill: parent
        onTested: (name) => screen.test = name
    }

    Loader {
        id: testPage

        anchors.fill: parent
        source: screen.fileOf(screen.test)
    }

    Connections {
        target: testPage.item
        ignoreUnknownSignals: true

        function onEnded(): void {
            screen.test = "";
        }
    }
}
