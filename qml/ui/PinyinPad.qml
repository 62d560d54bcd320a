import QtQuick

// 26 letters for pinyin and initials; the machine's own keyboard never appears.
Item {
    id: pad

    readonly property int pitch: Math.floor(pad.width / 10)
    readonly property int rowHeight: Math.max(Theme.target + Theme.gap, Theme.keyPitch)
    property bool showHide: true

    signal keyPressed(string key)
    signal backspace()
    signal cleared()
    signal hidden()

    implicitWidth: 10 * Math.max(Theme.keyPitch, Theme.target + Theme.gap)
    implicitHeight: 3 * pad.rowHeight - Theme.gap
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("拼音键盘")

    KeyRow {
        letters: "qwertyuiop"
        pitch: pad.pitch
        height: pad.rowHeight - Theme.gap
        onKeyPressed: (key) => pad.keyPressed(key)
    }

    KeyRow {
        id: middle

        y: pad.rowHeight
        letters: "asdfghjkl"
        pitch: pad.pitch
        height: pad.rowHeight - Theme.gap
        onKeyPressed: (key) => pad.keyPressed(key)
    }

    PadKey {
        visible: pad.showHide
        x: 9 * pad.pitch
        y: pad.rowHeight
        width: pad.pitch - Theme.gap
        height: middle.height
        label: qsTr("收起")
        icon: "keyboard"
        onClicked: pad.hidden()
    }

    KeyRow {
        y: 2 * pad.rowHeight
        letters: "zxcvbnm"
        pitch: pad.pitch
        height: pad.rowHeight - Theme.gap
        onKeyPressed: (key) => pad.keyPressed(key)
    }

    PadKey {
        x: 7 * pad.pitch
        y: 2 * pad.rowHeight
        width: Math.round(1.5 * pad.pitch) - Theme.gap
        height: middle.height
        label: qsTr("删除")
        icon: "delete"
        onClicked: pad.backspace()
    }

    PadKey {
        x: 7 * pad.pitch + Math.round(1.5 * pad.pitch)
        y: 2 * pad.rowHeight
        width: 3 * pad.pitch - Math.round(1.5 * pad.pitch) - Theme.gap
        height: middle.height
        label: qsTr("清空")
        onClicked: pad.cleared()
    }
}
