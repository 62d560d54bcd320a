pragma ComponentBehavior: Bound
import QtQuick

// 办理流程 as numbered steps; a procedure longer than a page is StepRows in a PagedColumn instead.
Column {
    id: steps
    // PagedColumn may cut between the children of a block of this name.
    objectName: "rows"

    required property list<string> titles
    property list<string> notes

    Repeater {
        model: steps.titles.length

        delegate: StepRow {
            id: step

            required property int index

            width: steps.width
            number: step.index + 1
            title: steps.titles[step.index]
            note: step.index < steps.notes.length ? steps.notes[step.index] : ""
            last: step.index === steps.titles.length - 1
        }
    }
}
