pragma ComponentBehavior: Bound
import QtQuick

// Long plain text page by page; blank lines part paragraphs, and pages break between paragraphs or lines.
PagedColumn {
    id: paged

    required property string text
    property bool small: false
    property bool wide: false

    spacing: Math.round(Theme.body * 0.5)
    onTextChanged: paged.showFirst()

    Repeater {
        model: paged.text.split("\n\n")

        delegate: BodyText {
            id: paragraph

            required property string modelData

            width: paged.width
            visible: paragraph.text.length > 0
            small: paged.small
            wide: paged.wide
            text: paragraph.modelData.trim()
        }
    }
}
