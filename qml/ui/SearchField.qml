import QtQuick

// What has been typed so far; letters and Han come from the pad and the hot words, never from a system keyboard.
TouchArea {
    id: field

    required property string text
    property string placeholder: qsTr("输入拼音首字母，如身份证输 sfz")
    property bool active: false

    signal cleared()

    label: field.text.length > 0 ? qsTr("搜索：%1").arg(field.text) : field.placeholder
    implicitWidth: Theme.mm(200)
    implicitHeight: Math.max(Theme.target, words.implicitHeight + 2 * Theme.mm3)
    Accessible.role: Accessible.EditableText

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: field.pressed ? Theme.selected : Theme.surface
        border.color: field.active && !Theme.highContrast ? Theme.primary : Theme.outline
        border.width: field.active ? Math.max(Theme.outlineWidth, Theme.mm(0.8)) : Theme.outlineWidth
    }

    IconView {
        id: mark

        anchors.verticalCenter: parent.verticalCenter
        x: Theme.mm6
        icon: "search"
        size: Theme.h2
        color: field.pressed ? Theme.selectedInk : Theme.primary
    }

    Text {
        id: words

        anchors.verticalCenter: parent.verticalCenter
        x: mark.x + mark.width + Theme.mm4
        width: Math.max(0, (clear.visible ? clear.x : field.width) - x - Theme.mm4)
        text: field.text.length > 0 ? field.text : field.placeholder
        color: field.pressed ? Theme.selectedInk : field.text.length > 0 ? Theme.text : Theme.text2
        font.family: Theme.family
        font.pixelSize: field.text.length > 0 ? Theme.h2 : Theme.body
        font.weight: field.text.length > 0 ? Font.Bold : Font.Normal
        textFormat: Text.PlainText
        wrapMode: Text.Wrap
        Accessible.ignored: true
    }

    TouchButton {
        id: clear

        visible: field.text.length > 0
        anchors.verticalCenter: parent.verticalCenter
        anchors.right: parent.right
        label: qsTr("清空")
        kind: TouchButton.Quiet
        icon: "close"
        onClicked: field.cleared()
    }
}
