pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// The parts of a guide, one at a time, chosen by big buttons and shown page by page.
Item {
    id: sections

    enum Part { Papers, Steps, Questions, Basis }

    property string itemId: ""
    // The situations take the place of the part until one is chosen.
    property bool choosing: false
    property int part: GuideSections.Papers
    property alias compact: bar.compact
    readonly property int shown: sections.choosing ? -1 : sections.part

    function choose(part: int): void {
        sections.part = part;
        paged.showFirst();
    }

    onChoosingChanged: paged.showFirst()

    MaterialModel { id: papers; itemId: sections.itemId; caseId: Navigator.caseId }
    StepModel { id: steps; itemId: sections.itemId; caseId: Navigator.caseId }
    ConditionModel { id: conditions; itemId: sections.itemId; caseId: Navigator.caseId }
    FaqModel { id: questions; itemId: sections.itemId; caseId: Navigator.caseId }
    BasisModel { id: bases; itemId: sections.itemId; caseId: Navigator.caseId }

    SectionBar {
        id: bar

        width: parent.width
        visible: !sections.choosing
        part: sections.part
        onChosen: (part) => sections.choose(part)
    }

    PagedColumn {
        id: paged

        anchors.top: bar.visible ? bar.bottom : parent.top
        anchors.topMargin: bar.visible ? Theme.gap : 0
        anchors.bottom: parent.bottom
        width: parent.width
        spacing: sections.shown === GuideSections.Papers ? Theme.mm2 : Theme.gap

        CaseChooser {
            width: paged.width
            itemId: sections.choosing ? sections.itemId : ""
        }

        Repeater {
            model: sections.shown === GuideSections.Papers ? papers : null
            delegate: MaterialRow { width: paged.width }
        }

        BodyText {
            visible: sections.shown === GuideSections.Papers && papers.hasForms
            width: paged.width
            small: true
            color: Theme.link
            text: qsTr("空白表格可以扫码带走：点上面的“带走”")
        }

        Repeater {
            model: sections.shown === GuideSections.Steps ? steps : null
            delegate: StepItem { width: paged.width }
        }

        Repeater {
            model: sections.shown === GuideSections.Steps ? conditions : null
            delegate: TextRow { width: paged.width }
        }

        Repeater {
            model: sections.shown === GuideSections.Questions ? questions : null
            delegate: TextRow { width: paged.width }
        }

        Repeater {
            model: sections.shown === GuideSections.Basis ? bases : null
            delegate: TextRow { width: paged.width }
        }

        SectionEmpty {
            width: paged.width
            part: sections.shown
            papers: papers.count
            steps: steps.count + conditions.count
            questions: questions.count
        }
    }
}
