import QtQuick
import Hall.Ui

// The big buttons of a guide's parts.
Grid {
    id: bar

    property int part: GuideSections.Papers
    // One row with shorter words where the part beneath would have no room.
    property bool compact: false
    readonly property bool narrow: bar.width < 4 * (Theme.body * 5 + 2 * Theme.mm2) + 3 * Theme.gap
    readonly property int cell: Math.floor((bar.width - (bar.columns - 1) * bar.spacing) / bar.columns)

    signal chosen(int part)

    columns: bar.narrow && !bar.compact ? 2 : 4
    spacing: Theme.gap

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
        label: bar.compact && bar.narrow ? qsTr("依据救济") : qsTr("依据与救济")
        checked: bar.part === GuideSections.Basis
        onClicked: bar.chosen(GuideSections.Basis)
    }
}
