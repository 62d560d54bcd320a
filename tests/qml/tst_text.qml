import QtQuick
import QtTest
import Hall.Ui

Item {
    id: scene

    readonly property string longTitle: "举办焰火燃放活动以及其他大型群众性活动安全许可和公务用枪持枪证核发与民用爆炸物品购买运输许可事项以及其他需要一并申请办理的各类事项"
    property int room: 900

    width: scene.room
    height: 3000

    Component { id: button; TouchButton { width: Math.min(implicitWidth, scene.room); label: scene.longTitle; icon: "fee" } }
    Component { id: tile; Tile { width: scene.room / 2; title: scene.longTitle; line: scene.longTitle; icon: "house"; count: 46 } }
    Component { id: row; ListRow { width: scene.room; title: scene.longTitle; subtitle: scene.longTitle; trailing: "1000.00 元"; badge: "主动公开" } }
    Component { id: chip; Chip { width: Math.min(implicitWidth, scene.room); label: scene.longTitle; checkable: true; checked: true } }
    Component { id: fact; FactCard { width: scene.room / 2; label: "去哪里"; answer: scene.longTitle; note: scene.longTitle } }
    Component { id: key; KeyValueRow { width: scene.room; key: "法定办结时限"; value: scene.longTitle } }
    Component { id: steps; StepList { width: scene.room; titles: [scene.longTitle]; notes: [scene.longTitle] } }
    Component { id: top; TopBar { width: scene.room; bureau: "抚顺市公安局"; title: scene.longTitle; clock: "10:24"; sample: true } }
    Component { id: field; SearchField { width: scene.room; text: scene.longTitle } }
    Component { id: table; DataTable { width: scene.room; titles: ["项目", "元"]; weights: [5, 1]; numeric: [false, true]; cells: [scene.longTitle, "1000.00"] } }
    Component { id: card; QrCard { caption: scene.longTitle; address: "bs.example.gov.cn/g/abcdefghij" } }
    Component { id: empty; EmptyState { width: scene.room; title: scene.longTitle; text: scene.longTitle } }
    Component { id: heading; Heading { width: scene.room; text: scene.longTitle } }
    Component { id: body; BodyText { width: scene.room * 3; text: scene.longTitle + scene.longTitle } }

    UiTest {
        name: "Text"

        function test_longTextIsWhole_data() {
            const rows = [];
            const parts = { button: button, tile: tile, row: row, chip: chip, fact: fact, key: key, steps: steps, top: top,
                field: field, table: table, card: card, empty: empty, heading: heading, body: body };
            for (const elder of [false, true]) {
                for (const part in parts)
                    rows.push({ tag: part + (elder ? ", elder" : ""), part: parts[part], elder: elder });
            }
            return rows;
        }

        function test_longTextIsWhole(row) {
            verify(scene.longTitle.length >= 60);
            Theme.elder = row.elder;
            const item = createTemporaryObject(row.part, scene);
            wait(0);
            verify(texts(item).length > 0);
            for (const text of texts(item)) {
                verify(!text.truncated, text.text);
                verify(text.font.pixelSize >= Theme.caption, text.text);
                const upper = text.mapToItem(item, 0, 0);
                verify(upper.y >= -1 && upper.y + text.height <= item.height + 1, `${text.text} leaves its component`);
                verify(upper.x >= -1 && upper.x + Math.max(text.width, text.contentWidth) <= item.width + 1, `${text.text} is too wide`);
            }
        }

        function test_linesHoldThirtyHan() {
            const item = createTemporaryObject(body, scene);
            verify(item.lineCount >= 4);
            verify(item.contentWidth <= 30 * item.font.pixelSize + 1);
            compare(item.lineHeight, Math.round(Theme.body * 1.5));
        }

        function test_tableNumbersAreWholeAndAligned() {
            const item = createTemporaryObject(table, scene);
            const number = findByText(item, "1000.00");
            compare(number.lineCount, 1);
            compare(number.horizontalAlignment, Text.AlignRight);
            verify(number.contentWidth <= number.width - number.leftPadding - number.rightPadding + 1);
            const head = findByText(item, "元");
            compare(head.mapToItem(item, head.width, 0).x, number.mapToItem(item, number.width, 0).x);
        }

        function test_figuresAreOfOneWidth() {
            const item = createTemporaryObject(heading, scene);
            item.text = "1111";
            const narrow = item.contentWidth;
            item.text = "8888";
            compare(item.contentWidth, narrow);
        }
    }
}
