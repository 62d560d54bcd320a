import QtQuick
import Hall.Ui

// Search: on a wide panel the pad stands beside the results, on a tall one beneath them.
Item {
    id: sheet

    readonly property bool wide: width > height

    SearchField {
        id: field

        width: parent.width
        text: "sfz补领"
        active: true
    }

    PagedColumn {
        anchors.top: field.bottom
        anchors.topMargin: Theme.mm4
        anchors.bottom: sheet.wide ? parent.bottom : pad.top
        anchors.bottomMargin: sheet.wide ? 0 : Theme.mm4
        width: sheet.wide ? pad.x - Theme.mm8 : parent.width

        ListRow { width: parent.width; title: "居民身份证丢失补领、损坏换领"; subtitle: "身份证丢了、坏了"; trailing: "40 元" }
        ListRow { width: parent.width; title: "居民身份证有效期满换领"; subtitle: "身份证到期了"; trailing: "20 元" }
        ListRow { width: parent.width; title: "临时居民身份证"; trailing: "10 元" }
    }

    PinyinPad {
        id: pad

        anchors.bottom: parent.bottom
        anchors.right: parent.right
        width: sheet.wide ? implicitWidth : parent.width
    }
}
