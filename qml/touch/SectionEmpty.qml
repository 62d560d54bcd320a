import QtQuick
import Hall.Kiosk
import Hall.Ui

// What a section says when the release knows nothing for it.
EmptyState {
    id: empty

    property int part: GuideSections.Papers
    property int papers: 0
    property int steps: 0
    property int questions: 0

    visible: (empty.part === GuideSections.Papers && empty.papers === 0)
        || (empty.part === GuideSections.Steps && empty.steps === 0)
        || (empty.part === GuideSections.Questions && empty.questions === 0)
    icon: "phone"
    title: empty.part === GuideSections.Papers ? qsTr("材料清单核实中")
        : empty.part === GuideSections.Steps ? qsTr("办理流程核实中") : qsTr("还没有常见问题")
    text: qsTr("请咨询窗口，或者拨打 %1").arg(Library.mainPhone)
}
