import QtQuick
import Hall.Ui

// One paragraph of a notice; the text of a bullet keeps clear of its mark.
Item {
    id: paragraph

    required property string line
    readonly property bool bullet: paragraph.line.startsWith("•")

    implicitHeight: words.implicitHeight

    BodyText {
        visible: paragraph.bullet
        x: Theme.mm2
        width: implicitWidth
        rightPadding: 0
        text: "•"
        Accessible.ignored: true
    }

    BodyText {
        id: words

        x: paragraph.bullet ? Theme.mm2 + Theme.body : 0
        width: paragraph.width - x
        rightPadding: 0
        text: paragraph.bullet ? paragraph.line.slice(1).trim() : paragraph.line
    }
}
