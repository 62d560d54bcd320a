pragma ComponentBehavior: Bound
import QtQuick

// A table from flat cells, row after row. Lists longer than a page are DataRows in a PagedColumn instead.
Column {
    id: table
    // PagedColumn may cut between the children of a block of this name.
    objectName: "rows"

    required property list<string> titles
    required property list<real> weights
    required property list<string> cells
    property list<bool> numeric
    property bool showHeader: true
    property bool lobby: false
    property int textSize: Theme.body
    readonly property int rowCount: table.weights.length > 0 ? Math.ceil(table.cells.length / table.weights.length) : 0

    Accessible.role: Accessible.Table
    Accessible.name: header.spokenFrom(0)

    DataRow {
        id: header

        visible: table.showHeader
        width: table.width
        weights: table.weights
        numeric: table.numeric
        cells: table.titles
        header: true
        lobby: table.lobby
        textSize: table.lobby ? table.textSize : Theme.caption
    }

    Repeater {
        model: table.rowCount

        delegate: DataRow {
            id: entry

            required property int index

            width: table.width
            weights: table.weights
            numeric: table.numeric
            cells: table.cells
            offset: entry.index * table.weights.length
            odd: entry.index % 2 === 1
            lobby: table.lobby
            textSize: table.textSize
        }
    }
}
