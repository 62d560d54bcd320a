import QtQuick
import QtTest
import Hall.Ui

Item {
    id: scene

    width: 900
    height: 700

    Component {
        id: list

        PagedColumn {
            id: paged

            width: 900
            height: 500

            Repeater {
                model: 9

                delegate: ListRow {
                    required property int index

                    width: 900
                    title: "事项 " + index
                }
            }
        }
    }

    UiTest {
        name: "Pages"

        // Whether the item lies wholly in what the page shows.
        function shown(paged, item) {
            const view = everyItem(paged).find((part) => part.clip);
            const y = item.mapToItem(view, 0, 0).y;
            return y >= -0.5 && y + item.height <= view.height + 0.5;
        }

        function test_rowsTurnPageByPage() {
            const paged = createTemporaryObject(list, scene);
            tryVerify(() => paged.pageCount > 1);
            const seen = [];
            for (let page = 0; page < paged.pageCount; ++page) {
                for (let i = 0; i < 9; ++i) {
                    if (shown(paged, findByName(paged, "事项 " + i)))
                        seen.push(i);
                }
                if (page < paged.pageCount - 1)
                    mouseClick(findByName(paged, "下一页"));
                rest();
            }
            compare(seen, [0, 1, 2, 3, 4, 5, 6, 7, 8]);
            verify(findByText(paged, `${paged.pageCount}/${paged.pageCount}`) !== null);
            verify(!findByName(paged, "下一页").enabled);
            mouseClick(findByName(paged, "上一页"));
            compare(paged.page, paged.pageCount - 2);
            paged.showFirst();
            compare(paged.page, 0);
            verify(!findByName(paged, "上一页").enabled);
        }

        function test_noBarWhereAllFits() {
            const paged = createTemporaryObject(list, scene, { height: 1200 });
            tryCompare(paged, "pageCount", 1);
            compare(findByName(paged, "下一页"), null);
        }

        function test_growingContentIsPlannedAgain() {
            const paged = createTemporaryObject(list, scene, { height: 900 });
            tryCompare(paged, "pageCount", 1);
            Theme.elder = true;
            tryVerify(() => paged.pageCount > 1);
            paged.page = paged.pageCount - 1;
            Theme.elder = false;
            tryCompare(paged, "pageCount", 1);
            compare(paged.page, 0);
        }

        function test_whatLiesOnOtherPagesCannotBeTouched() {
            const paged = createTemporaryObject(list, scene);
            tryVerify(() => paged.pageCount > 1);
            const hidden = findByName(paged, "事项 8");
            const spot = hidden.mapToItem(scene, hidden.width / 2, hidden.height / 2);
            let taps = 0;
            hidden.clicked.connect(() => ++taps);
            mouseClick(scene, spot.x, Math.min(spot.y, 690));
            compare(taps, 0);
        }

        function test_focusTurnsThePage() {
            const paged = createTemporaryObject(list, scene);
            tryVerify(() => paged.pageCount > 1);
            findByName(paged, "事项 0").forceActiveFocus(Qt.TabFocusReason);
            for (let i = 1; i < 9; ++i) {
                keyClick(Qt.Key_Down);
                compare(scene.Window.activeFocusItem.title, "事项 " + i);
                verify(shown(paged, findByName(paged, "事项 " + i)));
            }
            compare(paged.page, paged.pageCount - 1);
        }

        function test_focusedRowStaysInSightWhenPagesChange() {
            const paged = createTemporaryObject(list, scene);
            tryVerify(() => paged.pageCount > 1);
            const row = findByName(paged, "事项 5");
            row.forceActiveFocus(Qt.TabFocusReason);
            for (const height of [300, 800, 420]) {
                paged.height = height;
                wait(50);
                tryVerify(() => shown(paged, row));
            }
            Theme.elder = true;
            wait(50);
            tryVerify(() => shown(paged, row));
        }

        function test_keysStayOnTheBarAtTheLastPage() {
            const paged = createTemporaryObject(list, scene);
            tryVerify(() => paged.pageCount > 1);
            paged.page = paged.pageCount - 2;
            findByName(paged, "下一页").forceActiveFocus(Qt.TabFocusReason);
            keyClick(Qt.Key_Space);
            compare(paged.page, paged.pageCount - 1);
            compare(scene.Window.activeFocusItem, findByName(paged, "上一页"));
            keyClick(Qt.Key_Space);
            compare(paged.page, paged.pageCount - 2);
        }
    }
}
