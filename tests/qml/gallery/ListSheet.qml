import QtQuick
import Hall.Ui

// A list with long and short entries.
PagedColumn {
    id: sheet

    ListRow { width: sheet.width; focus: true; Component.onCompleted: forceActiveFocus(Qt.TabFocusReason); title: "居民身份证丢失补领、损坏换领"; subtitle: "身份证丢了、坏了"; trailing: "40 元" }
    ListRow { width: sheet.width; title: "首次申领居民身份证"; subtitle: "第一次办身份证"; trailing: "不收费"; badge: "示例"; badgeKind: Badge.Warn }
    ListRow { width: sheet.width; title: "户口登记项目变更更正"; subtitle: "改姓名、改性别、改民族、改出生日期，以及其他各类登记项目的变更与更正"; trailing: "不收费" }
    ListRow { width: sheet.width; title: "举办焰火燃放活动以及其他大型群众性活动安全许可和公务用枪持枪证核发与民用爆炸物品购买运输许可事项"; subtitle: "办活动要报批" }
    ListRow { width: sheet.width; title: "临时居民身份证"; trailing: "10 元" }
    ListRow { width: sheet.width; title: "普通护照首次申领"; subtitle: "办护照"; trailing: "120 元" }
    ListRow { width: sheet.width; title: "消防设计审查"; subtitle: "请到住建部门办理"; badge: "指路" }
    ListRow { width: sheet.width; title: "居住证申领" }
    EmptyState { width: sheet.width; title: "没有找到"; text: "换一个词，或按主题查找" }
}
