import QtQuick
import QtTest
import Hall.Ui

Item {
    id: scene

    width: 1200
    height: 900

    Component { id: iconOf; IconView { icon: "house"; size: 48; color: "black" } }
    Component { id: codeOf; QrCard { caption: "申请表"; address: "bs.example/f/abc234"; code: Rectangle { width: 333; height: 333; color: "black" } } }
    Component { id: placeholderOf; Placeholder { text: "申领登记表" } }

    UiTest {
        name: "Pictures"

        function make(part, values) {
            return createTemporaryObject(part, scene, values ?? {});
        }

        function test_everyIconWordIsDrawn() {
            const icon = make(iconOf);
            const seen = {};
            for (const word of IconWords.list.split(" ")) {
                icon.icon = word;
                verify(icon.drawn, word);
                wait(0);
                const image = grabImage(icon);
                let print = "";
                for (let y = 0; y < 48; y += 2) {
                    for (let x = 0; x < 48; x += 2)
                        print += image.alpha(x, y) > 0 && image.red(x, y) < 128 ? "1" : "0";
                }
                verify(print.includes("1"), word + " is empty");
                compare(seen[print], undefined, `${word} looks like ${seen[print]}`);
                seen[print] = word;
            }
            icon.icon = "unheardOf";
            verify(!icon.drawn);
            verify(findByText(icon, "U") !== null);
            icon.letter = "户";
            verify(findByText(icon, "户") !== null);
        }

        function test_codeCardIsWhiteAndWhole_data() {
            return [{ tag: "blue" , highContrast: false }, { tag: "high contrast", highContrast: true }];
        }

        function test_codeCardIsWhiteAndWhole(row) {
            Theme.highContrast = row.highContrast;
            const card = make(codeOf);
            verify(Qt.colorEqual(card.color, "white"));
            compare(card.code.width, 333);
            const spot = card.code.mapToItem(card, 0, 0);
            compare(spot.x, Math.round(spot.x));
            compare(spot.y, Math.round(spot.y));
            fuzzyCompare(card.sideMm, 333 / 4.03, 0.01);
            verify(findByText(card, "bs.example/f/abc234") !== null);
            const image = grabImage(card);
            verify(Qt.colorEqual(image.pixel(spot.x - 3, spot.y + 100), "white"));
            verify(Qt.colorEqual(image.pixel(spot.x + 1, spot.y + 100), "black"));
        }

        function test_placeholderSaysWhatIsMissing() {
            verify(findByName(make(placeholderOf), "图片暂缺：申领登记表") !== null);
        }
    }
}
