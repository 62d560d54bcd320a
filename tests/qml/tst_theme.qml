import QtQuick
import QtTest
import Hall.Ui

UiTest {
    name: "Theme"

    // The panels of the design's table: 21.5", 32", 43", 55" at 1080p, 55" at 4K.
    function test_typeFollowsMillimetresAboveAFloor_data() {
        return [
            { tag: "21.5 inch", pxPerMm: 4.03, body: 26, elderBody: 40 },
            { tag: "32 inch", pxPerMm: 2.71, body: 24, elderBody: 32 },
            { tag: "43 inch", pxPerMm: 2.02, body: 24, elderBody: 32 },
            { tag: "55 inch", pxPerMm: 1.58, body: 24, elderBody: 32 },
            { tag: "55 inch 4K", pxPerMm: 3.15, body: 24, elderBody: 32 }
        ];
    }

    function test_typeFollowsMillimetresAboveAFloor(row) {
        Theme.pxPerMm = row.pxPerMm;
        compare(Theme.body, row.body);
        verify(Theme.target >= 20 * row.pxPerMm);
        Theme.elder = true;
        compare(Theme.body, row.elderBody);
        verify(Theme.target >= 25 * row.pxPerMm);
        verify(Theme.display > Theme.h1 && Theme.h1 > Theme.h2 && Theme.h2 > Theme.body && Theme.body > Theme.caption);
    }

    function test_elderAndReducedMotionStopFades() {
        compare(Theme.fade, 200);
        Theme.elder = true;
        compare(Theme.fade, 0);
        Theme.elder = false;
        Theme.reducedMotion = true;
        compare(Theme.fade, 0);
    }

    function luminance(color) {
        const linear = (part) => part <= 0.03928 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
        return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b);
    }

    function contrast(a, b) {
        const high = Math.max(luminance(a), luminance(b));
        const low = Math.min(luminance(a), luminance(b));
        return (high + 0.05) / (low + 0.05);
    }

    function test_contrast_data() {
        const text = [["text", "surface"], ["text", "page"], ["text", "zebra"], ["text2", "surface"], ["text2", "page"],
            ["text2", "zebra"], ["primary", "surface"], ["primary", "page"], ["primaryInk", "primary"],
            ["primaryInk", "primaryPressed"], ["selectedInk", "selected"], ["headerInk", "header"], ["link", "surface"],
            ["lobbyText", "lobby"], ["lobbyText", "lobbyZebra"], ["lobbyAccent", "lobby"], ["lobbyAccent", "lobbyZebra"],
            ["lobbyQuiet", "lobby"], ["codeDark", "codeLight"]];
        const large = [["stateInk", "error"], ["stateInk", "errorPressed"], ["success", "surface"], ["success", "page"],
            ["error", "surface"], ["warn", "surface"], ["warn", "page"], ["disabledInk", "disabled"], ["primary", "iconGround"]];
        const outline = [["outline", "surface"], ["outline", "page"], ["primary", "page"], ["focusInner", "focusOuter"]];
        const rows = [];
        for (const highContrast of [false, true]) {
            for (const [pairs, least] of [[text, 7], [large, 4.5], [outline, 3]])
                pairs.forEach(([ink, ground]) => rows.push({ tag: `${ink} on ${ground}${highContrast ? ", high contrast" : ""}`,
                    ink: ink, ground: ground, least: least, highContrast: highContrast }));
        }
        return rows;
    }

    function test_contrast(row) {
        Theme.highContrast = row.highContrast;
        const ratio = contrast(Theme[row.ink], Theme[row.ground]);
        verify(ratio >= row.least, `${ratio.toFixed(2)} is below ${row.least}`);
    }
}
