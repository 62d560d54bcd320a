pragma ComponentBehavior: Bound
import QtQuick

// One row of a table: the cells from `offset` on, one for each weight. Text wraps in its cell; numbers never do,
// and stand right-aligned (Noto's figures are all of one width).
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
    readonly property int inset: Math.round((row.lobby ? row.textSize : Theme.body) * 0.6)
    readonly property real numberWidth: (row.lobby ? row.textSize : Theme.body) * 4 + 2 * row.inset
    readonly property real scarce: row.numberRoomFrom(0)
    readonly property color ink: row.lobby ? (row.header ? Theme.lobbyQuiet : Theme.lobbyText)
        : row.header ? Theme.text2 : Theme.text

    // Recursion, since the QML compiler of 6.4 does not take loops over local variables.
    function weightFrom(column: int): real {
        return column >= row.weights.length ? 0 : row.weights[column] + row.weightFrom(column + 1);
    }

    function isNumber(column: int): bool {
        return column < row.numeric.length && row.numeric[column];
    }

    function shareOf(column: int): real {
        return row.width * row.weights[column] / row.weightFrom(0);
    }

    /** What the numbers need beyond their share of the width. */
    function numberRoomFrom(column: int): real {
        if (column >= row.weights.length)
            return 0;
        return (row.isNumber(column) ? Math.max(0, row.numberWidth - row.shareOf(column)) : 0) + row.numberRoomFrom(column + 1);
    }

    function textWeightFrom(column: int): real {
        if (column >= row.weights.length)
            return 0;
        return (row.isNumber(column) ? 0 : row.weights[column]) + row.textWeightFrom(column + 1);
    }

    function widthOf(column: int): int {
        if (row.isNumber(column))
            return Math.floor(Math.max(row.numberWidth, row.shareOf(column)));
        return Math.floor(row.shareOf(column) - row.scarce * row.weights[column] / row.textWeightFrom(0));
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
                readonly property bool number: row.isNumber(field.index)

                width: row.widthOf(field.index)
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
                wrapMode: field.number ? Text.NoWrap : Text.Wrap
                horizontalAlignment: field.number ? Text.AlignRight : Text.AlignLeft
                Accessible.ignored: true
            }
        }
    }
}
