import QtQuick

// A column of blocks shown page by page. Pages break between blocks, between the rows of a CardGrid, StepList or
// DataTable, and between the lines of a BodyText taller than a page. The focus turns to the page it lands on.
Item {
    id: paged

    default property alias blocks: column.data
    property alias spacing: column.spacing
    property bool showBar: true
    property int page: 0
    property int pageCount: 1
    property real room: 0
    readonly property real contentHeight: column.implicitHeight

    function next(): void {
        paged.page = Math.min(paged.page + 1, paged.pageCount - 1);
    }

    function previous(): void {
        paged.page = Math.max(paged.page - 1, 0);
    }

    function showFirst(): void {
        paged.page = 0;
    }

    /** Turns to the page on which `item`, a block or something inside one, begins. */
    function show(item: Item): void {
        const top = item.mapToItem(column, 0, 0).y;
        let found = 0;
        while (found + 1 < paged.pageCount && PagePlan.pageStart(column, found + 1, paged.room) <= top)
            ++found;
        paged.page = found;
    }

    /** Plans the pages anew; happens by itself after every change of the blocks or the size. */
    function measure(): void {
        const whole = !paged.showBar || column.implicitHeight <= paged.height;
        const room = whole ? paged.height : paged.height - bar.height - Theme.gap;
        const count = PagePlan.pageCount(column, room);
        const changed = room !== paged.room || count !== paged.pageCount;
        paged.room = room;
        paged.pageCount = count;
        paged.page = Math.min(paged.page, count - 1);
        if (changed)
            paged.follow(column.focused);
        paged.place();
    }

    function place(): void {
        const start = PagePlan.pageStart(column, paged.page, paged.room);
        const end = PagePlan.pageEnd(column, start, paged.room);
        const upper = PagePlan.clear(column, start - view.bleed, start, 0) ? view.bleed : 0;
        const lower = PagePlan.clear(column, end, end + view.bleed, 0) ? view.bleed : 0;
        view.y = -upper;
        view.height = Math.max(0, end - start + upper + lower);
        column.y = upper - start;
    }

    function follow(item: Item): void {
        let up = item;
        while (up !== null && up !== column)
            up = up.parent;
        if (up === column)
            paged.show(item);
    }

    onPageChanged: paged.place()
    onHeightChanged: later.restart()
    Component.onCompleted: paged.measure()

    Timer {
        id: later

        interval: 0
        onTriggered: paged.measure()
    }

    Item {
        id: view

        // Room for the focus ring, which lies outside its target.
        readonly property int bleed: Theme.focusInnerWidth + Theme.focusOuterWidth

        x: -view.bleed
        width: paged.width + 2 * view.bleed
        clip: true

        Column {
            id: column

            readonly property Item focused: paged.Window.activeFocusItem

            x: view.bleed
            width: paged.width
            spacing: Theme.gap
            onPositioningComplete: later.restart()
            onFocusedChanged: paged.follow(column.focused)
        }
    }

    PageBar {
        id: bar

        visible: paged.showBar && paged.pageCount > 1
        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width, Theme.mm(220))
        page: paged.page
        pageCount: paged.pageCount
        onPrevious: paged.previous()
        onNext: paged.next()
    }
}
