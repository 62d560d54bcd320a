import QtQuick
import Hall.Ui

// Home: search, hot words, tiles.
PagedColumn {
    id: sheet

    spacing: Theme.mm6

    Heading {
        width: sheet.width
        text: "您想办什么事"
    }

    SearchField {
        width: parent.width
        text: ""
    }

    Flow {
        width: parent.width
        spacing: Theme.gap

        Repeater {
            model: ["身份证补领", "居住证", "换驾照", "护照", "无犯罪证明"]

            delegate: Chip {
                required property string modelData

                label: modelData
            }
        }
    }

    CardGrid {
        id: grid

        width: parent.width
        minimumCellHeight: Theme.mm(32)

        Tile { width: grid.cellWidth; height: grid.cellHeight; title: "户口"; line: "上户口、迁户口、改名字"; icon: "house"; count: 46 }
        Tile { width: grid.cellWidth; height: grid.cellHeight; focus: true; Component.onCompleted: forceActiveFocus(Qt.TabFocusReason); title: "身份证"; line: "首次办、到期换、丢失补"; icon: "idcard"; count: 12 }
        Tile { width: grid.cellWidth; height: grid.cellHeight; title: "出入境"; line: "护照、港澳通行证"; icon: "passport"; count: 38 }
        Tile { width: grid.cellWidth; height: grid.cellHeight; title: "车和驾驶证"; line: "换证、过户、年检、违法处理"; icon: "car"; count: 51 }
        Tile { width: grid.cellWidth; height: grid.cellHeight; title: "开店"; line: "旅馆、印章、典当"; icon: "shop"; count: 9 }
        Tile { width: grid.cellWidth; height: grid.cellHeight; title: "按人群找"; icon: "family" }
        Tile { width: grid.cellWidth; height: grid.cellHeight; title: "未画图标"; line: "用首字代替"; icon: "Z" }
        Tile { width: grid.cellWidth; height: grid.cellHeight; title: "没有图标"; line: "只有字" }
    }

    Flow {
        width: parent.width
        spacing: Theme.gap

        TouchButton { label: "收费标准"; icon: "fee" }
        TouchButton { label: "电话热线"; icon: "phone" }
        TouchButton { label: "带走"; icon: "qr"; kind: TouchButton.Primary }
        TouchButton { label: "更多"; kind: TouchButton.Quiet }
        TouchButton { label: "清除记录"; kind: TouchButton.Danger; icon: "close" }
        TouchButton { label: "不可用"; enabled: false }
    }
}
