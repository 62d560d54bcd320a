import QtQuick
import QtTest
import Hall.Ui

Item {
    id: scene

    width: 900
    height: 700

    Component {
        id: story

        PagedText {
            width: 900
            height: 500
            text: "一段话。\n\n" + "很长的一段话没有空行，".repeat(120) + "\n\n最后一段"
        }
    }

    Component {
        id: cards

        PagedColumn {
            id: deck

            width: 900
            height: 500

            Heading { width: 900; text: "标题" }

            CardGrid {
                id: grid

                width: 900
                maximumColumns: 2

                Repeater {
                    model: 10

                    delegate: FactCard {
                        required property int index

                        width: grid.cellWidth
                        height: grid.cellHeight
                        label: "项"
                        answer: "卡片 " + index
                    }
                }
            }
        }
    }

    Component {
        id: hundreds

        PagedColumn {
            width: 900
            height: 500

            Repeater {
                model: 600

                delegate: Item {
                    width: 900
                    height: 40
                }
            }
        }
    }

    UiTest {
        name: "Cuts"

        // Whether the item lies wholly in what the page shows.
        function shown(paged, item) {
            const view = everyItem(paged).find((part) => part.clip);
            const y = item.mapToItem(view, 0, 0).y;
            return y >= -0.5 && y + item.height <= view.height + 0.5;
        }

        function test_longTextIsCutBetweenLines() {
            const paged = createTemporaryObject(story, scene);
            tryVerify(() => paged.pageCount > 2);
            const view = everyItem(paged).find((part) => part.clip);
            const tall = texts(paged).find((text) => text.lineCount > 10);
            let end = 0;
            for (let page = 0; page < paged.pageCount; ++page) {
                paged.page = page;
                const top = -tall.mapToItem(view, 0, 0).y;
                if (top > 0 && top < tall.height) {
                    fuzzyCompare(top / tall.lineStep, Math.round(top / tall.lineStep), 0.001);
                    compare(top, end);
                }
                end = top + view.height;
            }
        }

        function test_hundredsOfBlocks() {
            const paged = createTemporaryObject(hundreds, scene, { spacing: 0, showBar: false });
            tryCompare(paged, "pageCount", 50);
            paged.page = 49;
            paged.measure();
            compare(paged.page, 49);
        }

        function test_gridIsCutBetweenRows() {
            const paged = createTemporaryObject(cards, scene);
            tryVerify(() => paged.pageCount > 1);
            verify(shown(paged, findByText(paged, "卡片 0")));
            const seen = [];
            for (let page = 0; page < paged.pageCount; ++page) {
                paged.page = page;
                for (let i = 0; i < 10; ++i) {
                    if (shown(paged, findByText(paged, "卡片 " + i)))
                        seen.push(i);
                }
            }
            compare(seen, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        }
    }
}
