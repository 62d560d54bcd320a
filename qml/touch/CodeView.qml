import QtQuick
import Hall.Kiosk
import Hall.Ui

// One code as large as its place allows, with what it opens and its printed address; beside or below it, smaller, the
// form it brings or the text it holds.
Item {
    id: view

    required property int index
    required property string kind
    required property string label
    required property string caption
    required property string note
    required property string payload
    required property string address
    required property string picture
    required property string text
    readonly property bool extra: view.kind === "form" || view.text.length > 0
    readonly property int space: Theme.mm6
    // The caption, the note and the address around the code.
    readonly property real rim: Theme.body * Theme.titleLine + 2 * Theme.caption * Theme.bodyLine + 3 * Theme.mm2 + 2 * Theme.mm4
    readonly property bool beside: view.extra && view.width - card.width - view.space >= Theme.mm(58)
    readonly property real below: Math.min(view.height - card.height - view.space, Theme.mm(90))
    readonly property bool under: view.extra && !view.beside && view.below >= Theme.mm(45)
    readonly property real wholeWidth: view.beside ? card.width + view.space + side.width : card.width
    readonly property real wholeHeight: view.under ? card.height + view.space + side.height : card.height

    /** Modules of 3 mm where they fit, never below 2 mm. */
    function grow(): void {
        if (!code.ready)
            return;
        const modules = code.side / code.modulePx;
        const room = Math.min(view.width - 2 * Theme.mm6, view.height - view.rim);
        const px = Math.min(Math.floor(room / modules), Math.ceil(3 * Theme.pxPerMm));
        code.moduleMm = Math.max(2, px / Metrics.pxPerMm);
    }

    onWidthChanged: view.grow()
    onHeightChanged: view.grow()
    onRimChanged: view.grow()
    onPayloadChanged: view.grow()
    Component.onCompleted: view.grow()

    QrCard {
        id: card

        width: Math.max(implicitWidth, Math.min(view.width, Theme.mm(Theme.elder ? 132 : 110)))
        x: Math.round(Math.max(0, view.width - view.wholeWidth) / 2)
        y: Math.round(Math.max(0, view.height - view.wholeHeight) / 2)
        minimumCodeSize: Math.min(Theme.mm(74), code.side)
        caption: view.caption
        note: view.note
        address: view.address
        code: code
    }

    QrItem {
        id: code

        payload: view.payload
        pxPerMm: Metrics.pxPerMm
        onPayloadChanged: view.grow()
    }

    Item {
        id: side

        visible: view.beside || view.under
        x: view.beside ? card.x + card.width + view.space : card.x
        y: view.beside ? card.y : card.y + card.height + view.space
        width: view.beside ? Math.min(Theme.mm(100), view.width - card.width - view.space) : card.width
        height: view.beside ? card.height : view.below

        FormPreview {
            visible: view.kind === "form"
            anchors.fill: parent
            picture: view.picture
            name: view.label
        }

        BodyText {
            visible: view.kind === "checklist"
            width: parent.width
            rightPadding: 0
            text: view.text
        }
    }
}
