import QtQuick
import Hall.Kiosk
import Hall.Ui

// Search with the own pad; every letter shows results at once.
ScreenPage {
    id: screen

    readonly property int half: Math.round((screen.width - 2 * screen.edge - Theme.mm8) / 2)
    readonly property bool idle: Session.query.length === 0

    title: qsTr("搜索")

    SearchField {
        id: field

        x: screen.edge
        y: Theme.mm4
        width: screen.width - 2 * screen.edge
        text: Session.query.toUpperCase()
        placeholder: qsTr("点下面的词，或输入拼音首字母")
        active: true
        onCleared: Session.query = ""
    }

    SearchStart {
        visible: screen.idle
        x: results.x
        y: results.y
        width: results.width
        height: results.height
    }

    SearchResults {
        id: results

        visible: !screen.idle
        x: screen.edge
        anchors.top: field.bottom
        anchors.topMargin: Theme.mm4
        width: screen.wide ? screen.half : field.width
        height: (screen.wide ? screen.height : pad.y) - y - Theme.mm4
    }

    HotWords {
        visible: screen.wide && !screen.idle
        x: pad.x
        anchors.top: pad.bottom
        anchors.topMargin: Theme.mm8
        width: pad.width
        room: screen.height - y - Theme.mm4
        onChosen: (word) => Session.query = word
    }

    PinyinPad {
        id: pad

        showHide: false
        width: screen.wide ? Math.min(screen.half, Theme.mm(260)) : field.width
        x: screen.width - screen.edge - width
        y: screen.wide ? results.y : screen.height - height - Theme.mm4
        onKeyPressed: (key) => Session.type(key)
        onBackspace: Session.eraseLast()
        onCleared: Session.query = ""
    }
}
