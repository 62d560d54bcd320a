import QtQuick
import Hall.Ui

// A guide: facts first, cases, materials, steps, paged.
PagedColumn {
    id: sheet

    spacing: Theme.mm4

    Flow {
        width: parent.width
        spacing: Theme.gap

        Badge { text: "主动公开·有效"; kind: Badge.Success }
        Badge { text: "示例"; kind: Badge.Warn }
        Badge { text: "已废止"; kind: Badge.Error }
        Badge { text: "即办件" }
    }

    Heading {
        width: parent.width
        text: "居民身份证丢失补领、损坏换领（含异地受理以及行动不便人员上门办理的特殊情形说明）"
    }

    CardGrid {
        id: grid

        width: parent.width

        FactCard { width: grid.cellWidth; height: grid.cellHeight; icon: "fee"; label: "多少钱"; answer: "40 元"; note: "丢失补领、损坏换领" }
        FactCard { width: grid.cellWidth; height: grid.cellHeight; icon: "clock"; label: "多久"; answer: "20 个工作日"; note: "法定 60 日" }
        FactCard { width: grid.cellWidth; height: grid.cellHeight; icon: "place"; label: "去哪里"; answer: "任一派出所户籍窗口"; note: "全国可办" }
        FactCard { width: grid.cellWidth; height: grid.cellHeight; icon: "material"; label: "带什么"; answer: "户口簿、本人到场"; note: "共 2 样" }
    }

    Flow {
        width: parent.width
        spacing: Theme.gap

        Chip { label: "丢失补领"; checkable: true; checked: true }
        Chip { label: "损坏换领"; checkable: true }
    }

    BodyText {
        width: parent.width
        text: "办理居民身份证丢失补领的，由本人持居民户口簿到任一公安派出所户籍窗口申请，现场采集人像和指纹信息，缴纳工本费后领取回执，凭回执在承诺时限内领取新证。"
    }

    KeyValueRow { width: parent.width; key: "法定时限"; value: "60 个自然日" }
    KeyValueRow { width: parent.width; key: "咨询电话"; value: "12345" }
    KeyValueRow { width: parent.width; key: "法律依据"; value: "《中华人民共和国居民身份证法》第十一条：公民在居民身份证丢失后，应当申请补领" }

    StepList {
        width: parent.width
        titles: ["取号申请", "采集信息", "缴费", "领取"]
        notes: ["到户籍窗口取号，出示户口簿", "现场采集人像和指纹", "工本费 40 元，可扫码", "凭回执领取，也可以邮寄到家"]
    }
}
