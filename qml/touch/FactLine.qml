import QtQuick
import Hall.Ui

// One answer in a single row: the question at the left, the answer beside it, the shortest note beneath.
Rectangle {
    id: line

    required property string answer
    required property string icon
    required property string shortLabel
    required property string shortNote
    property bool withNote: true

    implicitHeight: words.implicitHeight + 2 * Theme.mm2
    radius: Theme.radius
    color: Theme.surface
    border.color: Theme.hairline
    border.width: Theme.highContrast ? Theme.outlineWidth : Math.max(1, Theme.mm(0.25))
    Accessible.role: Accessible.StaticText
    Accessible.name: Spoken.join3(line.shortLabel, line.answer, line.shortNote)

    IconView {
        id: mark

        x: Theme.mm3
        anchors.verticalCenter: question.verticalCenter
        icon: line.icon
        size: Theme.caption
    }

    BodyText {
        id: question

        x: mark.x + mark.width + Theme.mm2
        y: words.y + Math.round((answerText.lineHeight - height) / 2)
        width: Math.ceil(3.1 * Theme.caption)
        rightPadding: 0
        small: true
        quiet: true
        text: line.shortLabel
        Accessible.ignored: true
    }

    Column {
        id: words

        x: question.x + question.width + Theme.mm3
        y: Theme.mm2
        width: Math.max(0, line.width - x - Theme.mm3)

        Heading {
            id: answerText

            width: parent.width
            level: 2
            font.pixelSize: Theme.elder ? Theme.body : Theme.h2
            text: line.answer
            Accessible.ignored: true
        }

        BodyText {
            visible: line.withNote && line.shortNote.length > 0
            width: parent.width
            rightPadding: 0
            small: true
            quiet: true
            text: line.shortNote
            Accessible.ignored: true
        }
    }
}
