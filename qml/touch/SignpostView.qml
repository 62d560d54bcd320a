import QtQuick
import Hall.Kiosk
import Hall.Ui

// For matters that left the police: who handles them now.
Rectangle {
    id: view

    property string agency: ""
    property string text: ""
    property string phone: ""

    implicitHeight: words.implicitHeight + 2 * Theme.mm8
    radius: Theme.radius
    color: Theme.surface
    border.color: Theme.outline
    border.width: Theme.outlineWidth

    Column {
        id: words

        x: Theme.mm8
        y: Theme.mm8
        width: view.width - 2 * x
        spacing: Theme.mm4

        Heading {
            width: parent.width
            text: qsTr("这件事已不由公安机关办理")
        }

        KeyValueRow {
            width: parent.width
            key: qsTr("去哪里")
            value: view.agency
        }

        BodyText {
            width: parent.width
            rightPadding: 0
            text: view.text
        }

        BodyText {
            width: parent.width
            quiet: true
            text: qsTr("不清楚就打")
        }

        Heading {
            width: parent.width
            level: 0
            text: view.phone.length > 0 ? view.phone : Library.mainPhone
            color: Theme.link
        }
    }
}
