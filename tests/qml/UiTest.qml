import QtQuick
import QtTest
import Hall.Ui

// What the tests of the design system share: finding things as people do, and the theme set back after each.
TestCase {
    id: test

    when: windowShown

    function cleanup() {
        Theme.pxPerMm = 4.03;
        Theme.elder = false;
        Theme.highContrast = false;
        Theme.reducedMotion = false;
    }

    function everyItem(root) {
        let all = [root];
        for (let i = 0; i < root.children.length; ++i)
            all = all.concat(test.everyItem(root.children[i]));
        return all;
    }

    function findByName(root, name) {
        return test.everyItem(root).find((item) => item.visible && item.Accessible.name === name) ?? null;
    }

    function findByText(root, text) {
        return test.everyItem(root).find((item) => item.visible && item.text === text) ?? null;
    }

    // A target is whatever answers a tap: the items that share TouchArea's activate().
    function targets(root) {
        return test.everyItem(root).filter((item) => item.visible && item.enabled && item.activate !== undefined);
    }

    function texts(root) {
        return test.everyItem(root).filter((item) => item.visible && item.truncated !== undefined && item.text.length > 0);
    }

    // Ready for the next tap on the same target.
    function rest() {
        test.wait(Theme.repeatGuard + 30);
    }
}
