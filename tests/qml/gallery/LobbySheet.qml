import QtQuick
import Hall.Ui

// The table as the lobby shows it.
Rectangle {
    id: sheet

    color: Theme.lobby

    DataTable {
        width: parent.width
        lobby: true
        textSize: Math.round(Math.min(sheet.width, sheet.height) / 14)
        titles: ["项目", "收费"]
        weights: [3, 1]
        numeric: [false, true]
        cells: ["居民身份证补领", "40 元", "临时居民身份证", "10 元", "普通护照", "120 元", "往来港澳通行证", "60 元"]
    }
}
