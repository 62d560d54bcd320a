import QtQuick

// A named value; the values of several rows stand in one line below each other.
Item {
    id: row

    required property string key
    required property string value
    property bool bad: false
    property int keyWidth: Math.round(Theme.body * 5)

    implicitWidth: Theme.mm(160)
    implicitHeight: Math.max(name.implicitHeight, words.implicitHeight)
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1：%2").arg(row.key).arg(row.value)

    BodyText {
        id: name

        width: row.keyWidth
        rightPadding: 0
        quiet: !row.bad
        color: row.bad ? Theme.error : Theme.text2
        text: row.key
        Accessible.ignored: true
    }

    BodyText {
        id: words

        x: row.keyWidth + Theme.mm4
        width: Math.max(0, row.width - x)
        bold: row.bad
        color: row.bad ? Theme.error : Theme.text
        text: row.value
        Accessible.ignored: true
    }
}
