import QtQuick
import QtTest
import Hall.Ui

Item {
    id: scene

    property real widthMm: 268

    width: Math.floor(scene.widthMm * Theme.pxPerMm)
    height: 4000

    Component {
        id: sheet

        Column {
            width: scene.width
            spacing: Theme.gap

            TouchButton { label: "返" }
            TouchButton { label: "带走"; icon: "qr"; kind: TouchButton.Primary }
            BarButton { label: "朗读"; icon: "phone" }
            Tile { title: "户口" }
            ListRow { width: parent.width; title: "护照" }
            Chip { label: "护照" }
            SearchField { width: parent.width; text: "sfz" }
            PageBar { width: parent.width; page: 1; pageCount: 3 }
            BottomBar { width: parent.width }
        }
    }

    Component {
        id: padOf

        PinyinPad { width: Math.min(scene.width - 2 * Theme.mm8, Theme.mm(300)) }
    }

    UiTest {
        name: "Sizes"

        function panels() {
            const rows = [];
            for (const pxPerMm of [4.03, 2.71, 2.02, 1.58, 3.15]) {
                for (const widthMm of [268, 476]) {
                    for (const elder of [false, true])
                        rows.push({ tag: `${pxPerMm} px/mm, ${widthMm} mm${elder ? ", elder" : ""}`, pxPerMm: pxPerMm,
                            widthMm: widthMm, elder: elder });
                }
            }
            return rows;
        }

        function set(row) {
            Theme.pxPerMm = row.pxPerMm;
            Theme.elder = row.elder;
            scene.widthMm = row.widthMm;
        }

        function test_targetsAreLargeEnough_data() {
            return panels();
        }

        function test_targetsAreLargeEnough(row) {
            set(row);
            const item = createTemporaryObject(sheet, scene);
            const least = (row.elder ? 25 : 20) * row.pxPerMm;
            verify(targets(item).length >= 15);
            for (const target of targets(item)) {
                verify(target.width >= least, `${target.label} is ${target.width} px wide`);
                verify(target.height >= least, `${target.label} is ${target.height} px high`);
            }
        }

        function test_padKeys_data() {
            return panels();
        }

        function test_padKeys(row) {
            set(row);
            const pad = createTemporaryObject(padOf, scene);
            const keys = targets(pad);
            compare(keys.length, 29);
            verify(pad.pitch >= 17 * row.pxPerMm);
            for (const key of keys) {
                const spot = key.mapToItem(pad, 0, 0);
                verify(spot.x >= 0 && spot.x + key.width <= pad.width, `${key.label} leaves the pad`);
                verify(key.height >= (row.elder ? 25 : 20) * row.pxPerMm);
                // Ten keys of 25 mm do not fit a 268 mm panel with margins; the design asks a pitch of 17 mm.
                verify(key.width >= (row.elder ? 23 : 20) * row.pxPerMm, `${key.label} is ${key.width} px wide`);
                for (const other of keys) {
                    const place = other.mapToItem(pad, 0, 0);
                    verify(key === other || spot.x + key.width < place.x || place.x + other.width < spot.x
                        || spot.y + key.height < place.y || place.y + other.height < spot.y, `${key.label} over ${other.label}`);
                }
            }
        }

        function test_barFitsTheNarrowPanel_data() {
            return panels().filter((row) => row.pxPerMm >= 3);
        }

        function test_barFitsTheNarrowPanel(row) {
            set(row);
            const item = createTemporaryObject(sheet, scene);
            const names = ["返回", "首页", "大字", "低位", "结束"];
            for (let i = 1; i < names.length; ++i) {
                const left = findByName(item, names[i - 1]) ?? findByName(item, "标准");
                const right = findByName(item, names[i]) ?? findByName(item, "标准");
                const gap = right.mapToItem(scene, 0, 0).x - left.mapToItem(scene, left.width, 0).x;
                verify(gap >= (row.elder ? 4 : 3) * row.pxPerMm, `${gap} px before ${right.label}`);
            }
        }
    }
}
