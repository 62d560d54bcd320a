import QtQuick
import Hall.Ui

// Search with the pad at the foot.
Item {
    id: sheet

    SearchField { id: field; width: parent.width; text: "sfz补领" }

    PagedColumn {
        anchors.top: field.bottom
        anchors.topMargin: Theme.gap
        anchors.bottom: pad.top
        anchors.bottomMargin: Theme.gap
        width: parent.width

        ListRow { width: sheet.width; title: "居民身份证丢失补领、损坏换领"; subtitle: "身份证丢了、坏了"; trailing: "40 元" }
        ListRow { width: sheet.width; title: "居民身份证有效期满换领"; subtitle: "身份证到期了"; trailing: "20 元" }
        ListRow { width: sheet.width; title: "临时居民身份证"; trailing: "10 元" }
    }

    PinyinPad {
        id: pad

        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width, Theme.mm(300))
    }
}
