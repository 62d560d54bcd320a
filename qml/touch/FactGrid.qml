pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// The five answers nobody should have to look for, two in a row; the last one takes a row of its own.
Flow {
    id: grid

    property string itemId: ""
    property string caseId: ""
    property bool brief: false
    readonly property int inRow: grid.width >= 2 * Theme.mm(Theme.elder ? 110 : 84) + Theme.gap ? 2 : 1
    readonly property int cellHeight: grid.tallestFrom(0, Theme.target)
    readonly property int cellWidth: Math.floor((grid.width - (grid.inRow - 1) * grid.spacing) / grid.inRow)

    function isWide(index: int): bool {
        return grid.inRow === 1 || (index === facts.count - 1 && index % 2 === 0);
    }

    function needOf(cell: Item): real {
        return cell.width < grid.width || grid.inRow === 1 ? cell.implicitHeight : 0;
    }

    function tallestFrom(index: int, tallest: real): real {
        return index >= grid.children.length ? tallest
            : grid.tallestFrom(index + 1, Math.max(tallest, grid.needOf(grid.children[index])));
    }

    objectName: "rows"
    spacing: Theme.gap

    FactModel {
        id: facts

        itemId: grid.itemId
        caseId: grid.caseId
    }

    Repeater {
        model: facts

        delegate: FactCell {
            id: cell

            required property int index
            required property string note
            required property string shortNote

            detail: grid.brief ? cell.shortNote : cell.note
            width: grid.isWide(cell.index) ? grid.width : grid.cellWidth
            height: grid.isWide(cell.index) ? implicitHeight : grid.cellHeight
        }
    }
}
