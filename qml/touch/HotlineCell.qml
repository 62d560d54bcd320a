import QtQuick
import Hall.Ui

// One number in big digits: what it is for, and what it is not for.
Rectangle {
    id: cell

    required property string number
    required property string name
    required property string purpose
    required property string whenNotToUse
    required property string hours

    implicitHeight: words.implicitHeight + 2 * Theme.mm4
    radius: Theme.radius
    color: Theme.surface
    border.color: Theme.outline
    border.width: Theme.outlineWidth
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1，%2，%3").arg(cell.number).arg(cell.name).arg(cell.purpose)

    Column {
        id: words

        x: Theme.mm4
        y: Theme.mm4
        width: parent.width - 2 * x
        spacing: Theme.mm1

        Heading {
            width: parent.width
            level: 0
            text: cell.number
            color: Theme.link
        }

        Heading {
            width: parent.width
            level: 2
            text: cell.name
        }

        BodyText {
            width: parent.width
            text: cell.purpose
        }

        BodyText {
            visible: cell.whenNotToUse.length > 0
            width: parent.width
            quiet: true
            text: qsTr("什么时候不要打：%1").arg(cell.whenNotToUse)
        }

        BodyText {
            visible: cell.hours.length > 0
            width: parent.width
            small: true
            quiet: true
            text: cell.hours
        }
    }
}
