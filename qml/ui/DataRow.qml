pragma ComponentBehavior: Bound
import QtQuick

// One row of a table: the cells from `offset` on, one for each weight. Text wraps in its cell; numbers stand
// right-aligned, and Noto's figures are all of one width.
Rectangle {
    id: row

    required property list<real> weights
    required property list<string> cells
    property list<bool> numeric
    property int offset: 0
    property bool odd: false
    property bool header: false
    property bool lobby: false
    property int textSize: row.header && !row.lobby ? Theme.caption : Theme.body
    readonly property int inset: Math.round(row.textSize * 0.6)
    readonly property color ink: row.lobby ? (row.header ? Theme.lobbyQuiet : Theme.lobbyText)
        : row.header ? Theme.text2 : Theme.text

    // Recursion, since the QML compiler of 6.4 does not take loops over local variables.
    function weightFrom(column: int): real {
        return column >= row.weights.length ? 0 : row.weights[column] + row.weightFrom(column + 1);
    }

    function spokenFrom(column: int): string {
        return column >= row.weights.length ? "" : Spoken.join(row.cell(column), row.spokenFrom(column + 1));
    }

    function cell(column: int): string {
        return row.offset + column < row.cells.length ? row.cells[row.offset + column] : "";
    }

    implicitWidth: Theme.mm(200)
    implicitHeight: line.implicitHeight + 2 * Math.round(row.textSize * 0.3)
    color: row.lobby ? (row.odd ? Theme.lobbyZebra : Theme.lobby) : row.odd || row.header ? Theme.zebra : Theme.surface
    Accessible.role: Accessible.Row
    Accessible.name: row.spokenFrom(0)

    Row {
        id: line

        anchors.verticalCenter: parent.verticalCenter
        width: parent.width

        Repeater {
            model: row.weights.length

            delegate: Text {
                id: field

                required property int index
                readonly property bool number: field.index < row.numeric.length && row.numeric[field.index]

                width: Math.floor(row.width * row.weights[field.index] / row.weightFrom(0))
                leftPadding: row.inset
                rightPadding: row.inset
                text: row.cell(field.index)
                color: field.number && row.lobby && !row.header ? Theme.lobbyAccent : row.ink
                font.family: Theme.family
                font.pixelSize: row.textSize
                font.weight: row.header || field.number ? Font.Bold : Font.Normal
                lineHeightMode: Text.FixedHeight
                lineHeight: Math.round(row.textSize * 1.4)
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                horizontalAlignment: field.number ? Text.AlignRight : Text.AlignLeft
                Accessible.ignored: true
            }
        }
    }
}
