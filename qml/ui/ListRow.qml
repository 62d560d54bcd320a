import QtQuick

// One entry of a list: title, people's words beneath, a short answer at the right.
TouchArea {
    id: row

    required property string title
    property string subtitle: ""
    property string trailing: ""
    property string badge: ""
    property int badgeKind: Badge.Neutral
    property bool arrow: true
    readonly property color ink: row.pressed ? Theme.selectedInk : Theme.text
    readonly property color quietInk: row.pressed ? Theme.selectedInk : Theme.text2

    label: Spoken.join4(row.title, row.subtitle, row.badge, row.trailing)
    implicitWidth: Theme.mm(200)
    implicitHeight: Math.max(Theme.target, words.implicitHeight + 2 * Theme.mm3)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: row.pressed ? Theme.selected : Theme.surface
        border.color: Theme.outline
        border.width: Theme.outlineWidth
    }

    Column {
        id: words

        anchors.verticalCenter: parent.verticalCenter
        x: Theme.mm6
        width: Math.max(0, row.width - x - Theme.mm4 - end.width - Theme.mm4)

        Heading {
            width: parent.width
            level: 2
            font.pixelSize: Theme.body
            text: row.title
            color: row.ink
            Accessible.ignored: true
        }

        BodyText {
            visible: row.subtitle.length > 0
            width: parent.width
            small: true
            text: row.subtitle
            color: row.quietInk
            Accessible.ignored: true
        }
    }

    Row {
        id: end

        anchors.verticalCenter: parent.verticalCenter
        anchors.right: parent.right
        anchors.rightMargin: Theme.mm4
        spacing: Theme.mm4

        Badge {
            visible: row.badge.length > 0
            anchors.verticalCenter: parent.verticalCenter
            text: row.badge
            kind: row.badgeKind
        }

        BodyText {
            visible: row.trailing.length > 0
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, Math.round(row.width * 0.35))
            rightPadding: 0
            text: row.trailing
            color: row.ink
            horizontalAlignment: Text.AlignRight
            Accessible.ignored: true
        }

        IconView {
            visible: row.arrow
            anchors.verticalCenter: parent.verticalCenter
            icon: "next"
            size: Theme.body
            color: row.pressed ? Theme.selectedInk : Theme.primary
        }
    }
}
