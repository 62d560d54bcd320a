import QtQuick
import Hall.Kiosk
import Hall.Ui

// Before the first letter: how to search, and words others ask for.
Column {
    id: start

    spacing: Theme.mm4

    Heading {
        width: parent.width
        level: 2
        text: qsTr("打拼音的第一个字母就行")
    }

    BodyText {
        width: parent.width
        quiet: true
        text: qsTr("比如身份证打 SFZ，户口打 HK。也可以打全拼，或者点下面的词。")
    }

    HotWords {
        width: parent.width
        room: start.height - y
        onChosen: (word) => Session.query = word
    }
}
