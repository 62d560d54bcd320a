import QtQuick
import Hall.Kiosk
import Hall.Ui

// One code with what it opens, its printed address, and the form it brings.
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
    readonly property bool beside: view.kind === "form" && view.width - card.width - Theme.mm8 > Theme.mm(60)

    QrCard {
        id: card

        width: Math.max(implicitWidth, Math.min(view.width, Theme.mm(110)))
        x: view.beside ? 0 : Math.round((view.width - width) / 2)
        caption: view.caption
        note: view.note
        address: view.address
        code: QrItem {
            payload: view.payload
            pxPerMm: Metrics.pxPerMm
        }
    }

    FormPreview {
        visible: view.beside
        x: card.width + Theme.mm8
        width: view.width - x
        height: view.height
        picture: view.picture
        name: view.label
    }
}
