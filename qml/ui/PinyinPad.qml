import QtQuick

// 26 letters for pinyin and initials; the machine's own keyboard never appears.
Item {
    id: pad

    // Where ten keys are tight, the gap gives way before the key: its size decides, not the gap.
    readonly property int pitch: Math.floor((pad.width + Theme.mm1) / 10)
    readonly property int keyGap: Math.max(Theme.mm1, Math.min(Theme.gap, pad.pitch - Theme.target))
    readonly property int rowHeight: Math.max(Theme.target + pad.keyGap, Theme.keyPitch)
    readonly property int margin: Math.max(0, Math.round((pad.width - 10 * pad.pitch + pad.keyGap) / 2))
    property bool showHide: true

    signal keyPressed(string key)
    signal backspace()
    signal cleared()
    signal hidden()

    implicitWidth: 10 * (Theme.target + (Theme.elder ? Theme.mm1 : Theme.mm2))
    implicitHeight: 3 * pad.rowHeight - pad.keyGap
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("拼音键盘")

    KeyRow {
        x: pad.margin
        letters: "qwertyuiop"
        pitch: pad.pitch
        gap: pad.keyGap
        height: pad.rowHeight - pad.keyGap
        onKeyPressed: (key) => pad.keyPressed(key)
    }

    KeyRow {
        id: middle

        x: pad.margin
        y: pad.rowHeight
        letters: "asdfghjkl"
        pitch: pad.pitch
        gap: pad.keyGap
        height: pad.rowHeight - pad.keyGap
        onKeyPressed: (key) => pad.keyPressed(key)
    }

    PadKey {
        visible: pad.showHide
        x: pad.margin + 9 * pad.pitch
        y: pad.rowHeight
        width: pad.pitch - pad.keyGap
        height: middle.height
        label: qsTr("收起")
        icon: "keyboard"
        onClicked: pad.hidden()
    }

    KeyRow {
        x: pad.margin
        y: 2 * pad.rowHeight
        letters: "zxcvbnm"
        pitch: pad.pitch
        gap: pad.keyGap
        height: pad.rowHeight - pad.keyGap
        onKeyPressed: (key) => pad.keyPressed(key)
    }

    PadKey {
        x: pad.margin + 7 * pad.pitch
        y: 2 * pad.rowHeight
        width: Math.round(1.5 * pad.pitch) - pad.keyGap
        height: middle.height
        label: qsTr("删除")
        icon: "delete"
        onClicked: pad.backspace()
    }

    PadKey {
        x: pad.margin + 7 * pad.pitch + Math.round(1.5 * pad.pitch)
        y: 2 * pad.rowHeight
        width: 3 * pad.pitch - Math.round(1.5 * pad.pitch) - pad.keyGap
        height: middle.height
        label: qsTr("清空")
        onClicked: pad.cleared()
    }
}
