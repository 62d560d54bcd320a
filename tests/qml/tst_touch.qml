import QtQuick
import QtTest
import Hall.Ui

Item {
    id: scene

    width: 800
    height: 600

    Column {
        spacing: Theme.gap

        TouchButton { id: first; label: "收费标准"; icon: "fee" }
        TouchButton { id: second; label: "电话热线" }
        TouchButton { id: third; label: "带走"; enabled: false }
        Tile { id: tile; title: "户口"; line: "上户口"; count: 46 }
        ListRow { id: row; title: "护照"; trailing: "120 元" }
        Chip { id: chip; label: "居住证" }
        SearchField { id: field; text: ""; placeholder: "输入拼音" }
    }

    SignalSpy { id: firstSpy; target: first; signalName: "clicked" }
    SignalSpy { id: secondSpy; target: second; signalName: "clicked" }
    SignalSpy { id: thirdSpy; target: third; signalName: "clicked" }

    UiTest {
        name: "Touch"

        function init() {
            firstSpy.clear();
            secondSpy.clear();
            thirdSpy.clear();
            rest();
        }

        function test_releaseInsideTriggersOnce() {
            mouseClick(findByName(scene, "收费标准"));
            compare(firstSpy.count, 1);
        }

        function test_slideOffTriggersNothing() {
            mousePress(first, 10, 10);
            verify(first.pressed);
            mouseMove(first, 10, first.height + 40);
            mouseRelease(first, 10, first.height + 40);
            compare(firstSpy.count, 0);
            compare(secondSpy.count, 0);
            tryCompare(first, "pressed", false);
        }

        function test_slowPressCounts() {
            mousePress(first, 10, 10);
            mouseRelease(first, 10, 10, Qt.LeftButton, Qt.NoModifier, 1200);
            compare(firstSpy.count, 1);
        }

        function test_pressShowsAtOnce() {
            const before = first.ground.toString();
            mousePress(first);
            verify(first.ground.toString() !== before);
            mouseRelease(first);
        }

        function test_doubleTapCountsOnce() {
            mouseClick(first);
            wait(100);
            mouseClick(first);
            compare(firstSpy.count, 1);
            rest();
            mouseClick(first);
            compare(firstSpy.count, 2);
        }

        function test_tapsOnTwoTargetsBothCount() {
            mouseClick(first);
            wait(20);
            mouseClick(second);
            compare(firstSpy.count, 1);
            compare(secondSpy.count, 1);
        }

        function test_secondFingerTriggersNothing() {
            const touch = touchEvent(scene);
            touch.press(1, first).commit();
            touch.stationary(1).press(2, second).commit();
            verify(first.pressed);
            verify(!second.pressed);
            touch.stationary(1).release(2, second).commit();
            compare(secondSpy.count, 0);
            touch.release(1, first).commit();
            compare(firstSpy.count, 1);
        }

        function test_palmRestingElsewhereFreesAgain() {
            const touch = touchEvent(scene);
            touch.press(1, first).commit();
            touch.release(1, first).commit();
            wait(20);
            touch.press(2, second).commit();
            touch.release(2, second).commit();
            compare(secondSpy.count, 1);
        }

        function test_disabledTriggersNothing() {
            mouseClick(third);
            third.activate();
            compare(thirdSpy.count, 0);
        }

        function test_keys_data() {
            return [{ tag: "Enter", key: Qt.Key_Enter }, { tag: "Return", key: Qt.Key_Return }, { tag: "Space", key: Qt.Key_Space }];
        }

        function test_keys(row) {
            first.forceActiveFocus(Qt.TabFocusReason);
            keyPress(row.key);
            verify(first.pressed);
            compare(firstSpy.count, 0);
            keyRelease(row.key);
            compare(firstSpy.count, 1);
        }

        function test_focusReachesEveryTargetInOrder() {
            first.forceActiveFocus(Qt.TabFocusReason);
            for (const next of [second, tile, row, chip, field]) {
                keyClick(Qt.Key_Down);
                compare(scene.Window.activeFocusItem, next);
            }
            keyClick(Qt.Key_Up);
            compare(scene.Window.activeFocusItem, chip);
            keyClick(Qt.Key_Tab);
            compare(scene.Window.activeFocusItem, field);
        }

        function test_everyTargetHasANameAndAFaceOfFocus() {
            for (const target of targets(scene)) {
                verify(target.Accessible.name.length > 0);
                target.forceActiveFocus(Qt.TabFocusReason);
                verify(target.activeFocus);
                verify(everyItem(target).some((item) => item instanceof FocusRing && item.visible), target.label);
            }
            compare(tile.Accessible.name, "户口，上户口，46 项");
        }
    }
}
