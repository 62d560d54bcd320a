import QtQuick
import Hall.Ui

// The big buttons of a guide's parts.
Grid {
    id: bar

    property bool withFacts: false
    property int part: GuideSections.Papers
    readonly property int count: bar.withFacts ? 5 : 4
    readonly property bool narrow: bar.width < bar.count * Theme.body * 6.4 + (bar.count - 1) * Theme.gap
    readonly property int cell: Math.floor((bar.width - (bar.columns - 1) * bar.spacing) / bar.columns)

    signal chosen(int part)

    columns: bar.narrow ? (bar.withFacts ? 3 : 2) : bar.count
    spacing: Theme.gap

    TouchButton {
        visible: bar.withFacts
        width: bar.cell
        label: qsTr("要点")
        checked: bar.part === GuideSections.Facts
        onClicked: bar.chosen(GuideSections.Facts)
    }

    TouchButton {
        width: bar.cell
        label: qsTr("要带什么")
        checked: bar.part === GuideSections.Papers
        onClicked: bar.chosen(GuideSections.Papers)
    }

    TouchButton {
        width: bar.cell
        label: qsTr("怎么办")
        checked: bar.part === GuideSections.Steps
        onClicked: bar.chosen(GuideSections.Steps)
    }

    TouchButton {
        width: bar.cell
        label: qsTr("常见问题")
        checked: bar.part === GuideSections.Questions
        onClicked: bar.chosen(GuideSections.Questions)
    }

    TouchButton {
        width: bar.cell
        label: qsTr("依据与救济")
        checked: bar.part === GuideSections.Basis
        onClicked: bar.chosen(GuideSections.Basis)
    }
}
