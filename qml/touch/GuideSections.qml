pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// The parts of a guide, one at a time, chosen by big buttons and shown page by page.
Item {
    id: sections

    enum Part { Facts, Papers, Steps, Questions, Basis }

    property string itemId: ""
    property bool withFacts: false
    property bool withCases: false
    readonly property bool asksCase: sections.withCases
        && (sections.part === GuideSections.Facts || sections.part === GuideSections.Papers)
    property int part: sections.withFacts ? GuideSections.Facts : GuideSections.Papers

    function choose(part: int): void {
        sections.part = part;
        paged.showFirst();
    }

    MaterialModel { id: papers; itemId: sections.itemId; caseId: Navigator.caseId }
    StepModel { id: steps; itemId: sections.itemId; caseId: Navigator.caseId }
    ConditionModel { id: conditions; itemId: sections.itemId; caseId: Navigator.caseId }
    FaqModel { id: questions; itemId: sections.itemId; caseId: Navigator.caseId }
    BasisModel { id: bases; itemId: sections.itemId; caseId: Navigator.caseId }

    SectionBar {
        id: bar

        width: parent.width
        withFacts: sections.withFacts
        part: sections.part
        onChosen: (part) => sections.choose(part)
    }

    PagedColumn {
        id: paged

        anchors.top: bar.bottom
        anchors.topMargin: Theme.mm4
        anchors.bottom: parent.bottom
        width: parent.width

        CaseChooser {
            width: paged.width
            itemId: sections.asksCase ? sections.itemId : ""
        }

        FactGrid {
            visible: sections.part === GuideSections.Facts
            width: paged.width
            itemId: sections.itemId
            caseId: Navigator.caseId
        }

        Repeater {
            model: sections.part === GuideSections.Papers ? papers : null
            delegate: MaterialRow { width: paged.width }
        }

        Repeater {
            model: sections.part === GuideSections.Steps ? steps : null
            delegate: StepItem { width: paged.width }
        }

        Repeater {
            model: sections.part === GuideSections.Steps ? conditions : null
            delegate: TextRow { width: paged.width }
        }

        Repeater {
            model: sections.part === GuideSections.Questions ? questions : null
            delegate: TextRow { width: paged.width }
        }

        Repeater {
            model: sections.part === GuideSections.Basis ? bases : null
            delegate: TextRow { width: paged.width }
        }

        SectionEmpty {
            width: paged.width
            part: sections.part
            papers: papers.count
            steps: steps.count + conditions.count
            questions: questions.count
        }
    }
}
