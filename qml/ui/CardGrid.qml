import QtQuick

// Cards or tiles in equal columns. Each child takes `width: grid.cellWidth` and `height: grid.cellHeight`;
// the height is the tallest child's, so rows stay even when one title takes two lines.
Grid {
    id: grid
    // PagedColumn may cut between the children of a block of this name.
    objectName: "rows"

    property int minimumCellWidth: Theme.elder ? Theme.mm(118) : Theme.mm(96)
    property int maximumColumns: 4
    property int minimumCellHeight: Theme.target
    readonly property int cellWidth: Math.floor((grid.width - (grid.columns - 1) * grid.spacing) / grid.columns)
    readonly property int cellHeight: grid.tallestFrom(0, grid.minimumCellHeight)

    function needOf(cell: Item): real {
        return cell.implicitHeight;
    }

    function tallestFrom(index: int, tallest: real): real {
        return index >= grid.children.length ? tallest
            : grid.tallestFrom(index + 1, Math.max(tallest, grid.needOf(grid.children[index])));
    }

    columns: Math.max(1, Math.min(grid.maximumColumns, Math.floor((grid.width + grid.spacing) / (grid.minimumCellWidth + grid.spacing))))
    spacing: Theme.gap
}
