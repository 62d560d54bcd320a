import QtQuick

// Running text: at most 30 Han a line unless `wide`, wrapped, never shortened. `lineStep` is the height of a line in px.
Text {
    id: body

    property bool quiet: false
    property bool small: false
    property bool bold: false
    property bool wide: false
    readonly property int lineStep: Math.round(body.font.pixelSize * Theme.bodyLine)

    font.family: Theme.family
    font.weight: body.bold ? Font.Bold : Font.Normal
    font.pixelSize: body.small ? Theme.caption : Theme.body
    color: body.quiet ? Theme.text2 : Theme.text
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    lineHeightMode: Text.FixedHeight
    lineHeight: body.lineStep
    rightPadding: body.wide ? 0 : Math.max(0, body.width - Theme.hanPerLine * body.font.pixelSize)
    Accessible.role: Accessible.StaticText
    Accessible.name: body.text
}
