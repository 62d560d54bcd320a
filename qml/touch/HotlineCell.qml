import QtQuick
import Hall.Ui

// One number in big digits: what it is for, and what it is not for.
Rectangle {
    id: cell

    required property string number
    required property string name
    required property string purpose
    property string whenNotToUse: ""
    property string hours: ""
    property bool big: false
    readonly property bool inLine: digits.implicitWidth + title.implicitWidth + Theme.mm4 <= words.width

    implicitHeight: words.implicitHeight + 2 * Theme.mm2
    radius: Theme.radius
    color: Theme.surface
    border.color: Theme.outline
    border.width: Theme.outlineWidth
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1，%2，%3").arg(cell.number).arg(cell.name).arg(cell.purpose)

    Column {
        id: words

        x: Theme.mm4
        y: Theme.mm2
        width: parent.width - 2 * x

        Item {
            width: parent.width
            height: cell.inLine ? digits.height : digits.height + title.height

            Heading {
                id: digits

                level: cell.big ? 0 : 1
                text: cell.number
                color: Theme.link
            }

            BodyText {
                id: title

                x: cell.inLine ? digits.implicitWidth + Theme.mm4 : 0
                y: cell.inLine ? Math.round((digits.height - height) / 2) : digits.height
                width: cell.inLine ? implicitWidth : words.width
                rightPadding: 0
                bold: true
                text: cell.name
            }
        }

        BodyText {
            width: parent.width
            rightPadding: 0
            small: !cell.big
            text: cell.hours.length > 0 ? qsTr("%1（%2）").arg(cell.purpose).arg(cell.hours) : cell.purpose
        }

        BodyText {
            visible: cell.whenNotToUse.length > 0
            width: parent.width
            rightPadding: 0
            small: true
            quiet: true
            text: qsTr("不要打：%1").arg(cell.whenNotToUse)
        }
    }
}
