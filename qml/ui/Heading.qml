import QtQuick

// A title of level 1 or 2; level 0 is the display size. Wraps, never shortens.
Text {
    id: heading

    property int level: 1

    font.family: Theme.family
    font.weight: Font.Bold
    font.pixelSize: heading.level === 0 ? Theme.display : heading.level === 1 ? Theme.h1 : Theme.h2
    color: Theme.text
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    lineHeightMode: Text.FixedHeight
    lineHeight: Math.round(heading.font.pixelSize * Theme.titleLine)
    Accessible.role: Accessible.Heading
    Accessible.name: heading.text
}
