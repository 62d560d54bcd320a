import QtQuick
import QtTest
import Hall.Ui

Item {
    id: scene

    width: 1200
    height: 900

    Component { id: dialogOf; CountdownDialog { ownClock: false; seconds: 3 } }
    Component { id: padOf; PinyinPad { width: 1100 } }
    Component { id: barOf; BottomBar { width: 1200; showLowReach: false; BarButton { label: "朗读" } } }
    Component { id: fieldOf; SearchField { width: 900; text: "sfz" } }

    SignalSpy { id: continued; signalName: "continued" }
    SignalSpy { id: expired; signalName: "expired" }
    SignalSpy { id: typed; signalName: "keyPressed" }
    SignalSpy { id: other }

    UiTest {
        name: "Parts"

        function make(part, values) {
            return createTemporaryObject(part, scene, values ?? {});
        }

        function listen(item, signalName) {
            other.target = null;
            other.signalName = signalName;
            other.target = item;
            other.clear();
        }

        function test_countdownByAFakeClock() {
            const dialog = make(dialogOf);
            continued.target = dialog;
            expired.target = dialog;
            continued.clear();
            expired.clear();
            verify(findByText(dialog, "3") !== null);
            dialog.tick();
            verify(findByText(dialog, "2") !== null);
            mouseClick(scene, 5, 5);
            compare(continued.count, 1);
            dialog.tick();
            compare(expired.count, 0);
            dialog.tick();
            compare(expired.count, 1);
            dialog.tick();
            compare(expired.count, 1);
            dialog.start();
            compare(dialog.remaining, 3);
            rest();
            dialog.forceActiveFocus();
            keyClick(Qt.Key_Space);
            compare(continued.count, 2);
        }

        function test_dialogKeepsTapsFromWhatLiesBeneath() {
            const bar = make(barOf);
            listen(bar, "back");
            const dialog = make(dialogOf);
            continued.target = dialog;
            continued.clear();
            mouseClick(findByName(bar, "返回"));
            compare(continued.count, 1);
            compare(other.count, 0);
        }

        function test_hiddenDialogDoesNotCount() {
            const dialog = make(dialogOf, { visible: false });
            dialog.tick();
            compare(dialog.remaining, 3);
        }

        function test_padTypes() {
            const pad = make(padOf);
            typed.target = pad;
            typed.clear();
            for (const letter of "sfz")
                mouseClick(findByName(pad, letter));
            compare(typed.signalArguments.map((call) => call[0]).join(""), "sfz");
            for (const [name, signalName] of [["删除", "backspace"], ["清空", "cleared"], ["收起", "hidden"]]) {
                listen(pad, signalName);
                mouseClick(findByName(pad, name));
                compare(other.count, 1);
            }
            const letters = targets(pad).map((key) => key.label).filter((label) => label.length === 1).sort().join("");
            compare(letters, "abcdefghijklmnopqrstuvwxyz");
        }

        function test_barShowsWhatTheScreenChooses() {
            const bar = make(barOf);
            compare(findByName(bar, "低位"), null);
            verify(findByName(bar, "朗读") !== null);
            for (const [name, signalName] of [["返回", "back"], ["首页", "home"], ["大字", "elderToggled"], ["结束", "ended"]]) {
                listen(bar, signalName);
                mouseClick(findByName(bar, name));
                compare(other.count, 1, name);
            }
        }

        function test_fieldClearsWithoutOpening() {
            const field = make(fieldOf);
            listen(field, "cleared");
            let opened = 0;
            field.clicked.connect(() => ++opened);
            mouseClick(findByName(field, "清空"));
            compare(other.count, 1);
            compare(opened, 0);
            mouseClick(field, 40, 30);
            compare(opened, 1);
        }
    }
}
