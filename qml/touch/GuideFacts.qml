import QtQuick
import Hall.Kiosk

// The five answers in the fullest form that fits `room`: cards with their notes, cards with short notes, rows with
// short notes, rows alone. They are never paged.
Item {
    id: box

    property string itemId: ""
    property string caseId: Navigator.caseId
    property real room: 0
    readonly property int form: cards.implicitHeight <= box.room ? 0 : brief.implicitHeight <= box.room ? 1
        : lines.implicitHeight <= box.room ? 2 : 3
    readonly property bool fits: bare.implicitHeight > 0 && bare.implicitHeight <= box.room

    implicitHeight: box.form === 0 ? cards.implicitHeight : box.form === 1 ? brief.implicitHeight
        : box.form === 2 ? lines.implicitHeight : bare.implicitHeight

    FactGrid {
        id: cards

        visible: box.form === 0
        width: box.width
        itemId: box.itemId
        caseId: box.caseId
    }

    FactGrid {
        id: brief

        visible: box.form === 1
        width: box.width
        itemId: box.itemId
        caseId: box.caseId
        brief: true
    }

    FactLines {
        id: lines

        visible: box.form === 2
        width: box.width
        itemId: box.itemId
        caseId: box.caseId
    }

    FactLines {
        id: bare

        visible: box.form === 3
        width: box.width
        itemId: box.itemId
        caseId: box.caseId
        withNotes: false
    }
}
