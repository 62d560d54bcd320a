pragma Singleton
import QtQuick

// Where the pages of a measured column begin and end: between blocks, between the rows of a grid, list or table,
// and between the lines of a text that is taller than a page.
// Written as recursion, since the QML compiler of 6.4 does not take loops over local variables.
QtObject {
    id: plan

    /** The y at which the page that begins at `start` ends; at least one block, or a cut of it, fits a page. */
    function pageEnd(column: Item, start: real, room: real): real {
        return plan.endFrom(column, start, room, 0, start);
    }

    /** The y at which the page after `end` begins, or -1 after the last. */
    function nextStart(column: Item, end: real): real {
        return plan.startFrom(column, end, 0);
    }

    /** The y at which page `page` begins; the last page's where there are fewer. */
    function pageStart(column: Item, page: int, room: real): real {
        return plan.walk(column, page, room, 0);
    }

    /** How many pages of `room` px the column needs; one at least. */
    function pageCount(column: Item, room: real): int {
        return room < 1 ? 1 : plan.countFrom(column, room, 0);
    }

    function topOf(block: Item): real {
        return block.y;
    }

    function bottomOf(block: Item): real {
        return block.y + block.height;
    }

    function counts(block: Item, after: real): bool {
        return block.visible && block.height > 0 && block.y + block.height > after + 0.5;
    }

    function endFrom(column: Item, start: real, room: real, index: int, end: real): real {
        if (index >= column.children.length)
            return end;
        const block = column.children[index];
        if (!plan.counts(block, start))
            return plan.endFrom(column, start, room, index + 1, end);
        const bottom = plan.bottomOf(block);
        if (bottom <= start + room + 0.5)
            return plan.endFrom(column, start, room, index + 1, bottom);
        const row = plan.hasRows(block) ? plan.rowEnd(block, start, room, 0, end) : end;
        return row > start ? row : plan.cutOf(block, Math.max(start, plan.topOf(block)), room);
    }

    function startFrom(column: Item, end: real, index: int): real {
        if (index >= column.children.length)
            return -1;
        const block = column.children[index];
        if (!plan.counts(block, end))
            return plan.startFrom(column, end, index + 1);
        return plan.hasRows(block) ? plan.rowStart(block, end, 0) : Math.max(end, plan.topOf(block));
    }

    // By name, not by type: qmlcachegen 6.4 crashes now and then on a cast to a positioner.
    function hasRows(block: Item): bool {
        return block.objectName === "rows";
    }

    /** The lowest edge of a row of `block` that still fits the page, else `end`. */
    function rowEnd(block: Item, start: real, room: real, index: int, end: real): real {
        if (index >= block.children.length)
            return end;
        const bottom = block.y + plan.bottomOf(block.children[index]);
        const fits = plan.counts(block.children[index], start - block.y) && bottom <= start + room + 0.5;
        return plan.rowEnd(block, start, room, index + 1, fits ? Math.max(end, bottom) : end);
    }

    /** The upper edge of the first row of `block` that ends below `end`. */
    function rowStart(block: Item, end: real, index: int): real {
        if (index >= block.children.length)
            return end;
        return plan.counts(block.children[index], end - block.y) ? Math.max(end, block.y + plan.topOf(block.children[index]))
            : plan.rowStart(block, end, index + 1);
    }

    /** Whether nothing is drawn between two heights, so that a focus ring may show there. */
    function clear(column: Item, from: real, to: real, index: int): bool {
        if (index >= column.children.length)
            return true;
        const block = column.children[index];
        const above = !plan.counts(block, from) || plan.topOf(block) >= to - 0.5;
        if (above || (plan.hasRows(block) && plan.clear(block, from - plan.topOf(block), to - plan.topOf(block), 0)))
            return plan.clear(column, from, to, index + 1);
        return false;
    }

    function cutOf(block: Item, start: real, room: real): real {
        const text = block as BodyText;
        if (text === null)
            return start + room;
        return start + Math.max(1, Math.floor(room / text.lineStep)) * text.lineStep;
    }

    function walk(column: Item, page: int, room: real, start: real): real {
        if (page <= 0 || room < 1)
            return start;
        const next = plan.nextStart(column, plan.pageEnd(column, start, room));
        return next < 0 ? start : plan.walk(column, page - 1, room, next);
    }

    function countFrom(column: Item, room: real, start: real): int {
        const next = plan.nextStart(column, plan.pageEnd(column, start, room));
        return next < 0 ? 1 : 1 + plan.countFrom(column, room, next);
    }
}
