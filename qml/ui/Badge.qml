import QtQuick

// A short word about state or origin (主动公开·有效, 示例); the colour only repeats what the word says.
Rectangle {
    id: badge

    enum Kind { Neutral, Success, Warn, Error, OnHeader }

    required property string text
    property int kind: Badge.Neutral
    readonly property color ink: badge.kind === Badge.Success ? Theme.success
        : badge.kind === Badge.Warn ? Theme.warn
        : badge.kind === Badge.Error ? Theme.error
        : badge.kind === Badge.OnHeader ? Theme.headerInk : Theme.text2

    implicitWidth: words.implicitWidth + 2 * Theme.mm2
    implicitHeight: words.implicitHeight + Theme.mm1
    radius: Theme.mm1
    color: badge.kind === Badge.OnHeader ? "transparent" : Theme.surface
    border.color: badge.ink
    border.width: Math.max(1, Theme.mm(0.4))
    Accessible.role: Accessible.StaticText
    Accessible.name: badge.text

    Text {
        id: words

        anchors.centerIn: parent
        text: badge.text
        color: badge.ink
        font.family: Theme.family
        font.pixelSize: Theme.caption
        font.weight: Font.Bold
        textFormat: Text.PlainText
        Accessible.ignored: true
    }
}
