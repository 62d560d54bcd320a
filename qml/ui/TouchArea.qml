import QtQuick

// What every target shares: release inside, no double tap, keys, focus ring, accessible name.
Item {
    id: area

    required property string label
    property real ringRadius: Theme.radius
    property int repeatGuard: Theme.repeatGuard
    readonly property bool pressed: area.held || area.keyHeld
    property bool held: false
    property bool keyHeld: false
    property real lastTap: -1

    signal clicked()

    function activate(): void {
        const now = Date.now();
        if (!area.enabled || (area.lastTap >= 0 && now - area.lastTap < area.repeatGuard))
            return;
        area.lastTap = now;
        area.clicked();
    }

    function letGo(): void {
        area.held = false;
        TouchGuard.release(area);
    }

    function moveFocus(forward: bool): void {
        area.nextItemInFocusChain(forward).forceActiveFocus(forward ? Qt.TabFocusReason : Qt.BacktabFocusReason);
    }

    implicitWidth: Theme.target
    implicitHeight: Theme.target
    activeFocusOnTab: enabled

    Accessible.role: Accessible.Button
    Accessible.name: area.label
    Accessible.focusable: true
    Accessible.onPressAction: area.activate()

    Keys.onPressed: (event) => {
        const presses = event.key === Qt.Key_Return || event.key === Qt.Key_Enter || event.key === Qt.Key_Space;
        const next = event.key === Qt.Key_Down || event.key === Qt.Key_Right;
        const previous = event.key === Qt.Key_Up || event.key === Qt.Key_Left;
        event.accepted = presses || next || previous;
        if (presses && !event.isAutoRepeat)
            area.keyHeld = true;
        else if (next || previous)
            area.moveFocus(next);
    }
    Keys.onReleased: (event) => {
        if (!area.keyHeld || event.isAutoRepeat)
            return;
        event.accepted = true;
        area.keyHeld = false;
        area.activate();
    }
    onActiveFocusChanged: {
        if (!area.activeFocus)
            area.keyHeld = false;
    }
    onVisibleChanged: area.letGo()
    onEnabledChanged: area.letGo()
    Component.onDestruction: TouchGuard.release(area)

    // The release is reported before the tap: let go only after both.
    Timer {
        id: later

        interval: 0
        onTriggered: area.letGo()
    }

    TapHandler {
        id: tap

        gesturePolicy: TapHandler.ReleaseWithinBounds
        // A slow press is a tap too: by default Qt drops it after 0.8 s.
        longPressThreshold: 3600
        onPressedChanged: {
            if (tap.pressed)
                area.held = TouchGuard.take(area);
            else
                later.restart();
        }
        onTapped: {
            if (!area.held)
                return;
            area.letGo();
            area.activate();
        }
    }

    FocusRing {
        visible: area.activeFocus
        radius: area.ringRadius
    }
}
