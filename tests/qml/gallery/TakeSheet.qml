import QtQuick
import Hall.Ui

// Take-away: one code, what it opens, its address; a missing picture.
Flow {
    spacing: Theme.mm8

    QrCard {
        caption: "申请表下载"
        address: "bs.example/f/abc234"
        note: "用手机扫一扫"
        code: Rectangle { width: 296; height: 296; color: "black" }
    }

    QrCard {
        caption: "办事指南手机版"
        address: "fushun-gonganju.bs.example.gov.cn/g/abcdefghijk"
        code: Rectangle { width: 328; height: 328; color: "black" }
    }

    Placeholder { width: Theme.mm(90); height: Theme.mm(60); text: "居民身份证申领登记表" }
}
