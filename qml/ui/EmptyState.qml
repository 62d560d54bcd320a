import QtQuick

// Nothing to show: says so, and says what can be done instead.
Column {
    id: state

    required property string title
    property string text: ""
    property string icon: "search"

    spacing: Theme.mm3
    topPadding: Theme.mm8
    bottomPadding: Theme.mm8
    Accessible.role: Accessible.StaticText
    Accessible.name: Spoken.join(state.title, state.text)

    IconView {
        anchors.horizontalCenter: parent.horizontalCenter
        icon: state.icon
        size: Theme.display
        color: Theme.text2
    }

    Heading {
        width: parent.width
        level: 2
        text: state.title
        horizontalAlignment: Text.AlignHCenter
        Accessible.ignored: true
    }

    BodyText {
        visible: state.text.length > 0
        width: parent.width
        rightPadding: 0
        quiet: true
        text: state.text
        horizontalAlignment: Text.AlignHCenter
        Accessible.ignored: true
    }
}
