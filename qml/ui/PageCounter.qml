import QtQuick

// "2/5"; pages are counted from 0 inside and from 1 on the screen.
Text {
    id: counter

    required property int page
    required property int pageCount

    text: qsTr("%1/%2").arg(counter.page + 1).arg(counter.pageCount)
    color: Theme.text
    font.family: Theme.family
    font.pixelSize: Theme.body
    font.weight: Font.Bold
    textFormat: Text.PlainText
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("第 %1 页，共 %2 页").arg(counter.page + 1).arg(counter.pageCount)
}
