import QtQuick

// A code on its white card: what will open above, the printed address beneath. White in every theme.
// The code item brings its own quiet zone (four modules or more) and its whole-pixel size.
Rectangle {
    id: card

    required property string caption
    property string address: ""
    property string note: ""
    property url source
    property Item code: null
    property int minimumCodeSize: Theme.mm(74)
    readonly property real sideMm: well.width / Theme.pxPerMm

    function adopt(): void {
        if (card.code !== null)
            card.code.parent = well;
    }

    implicitWidth: well.width + 2 * Theme.mm6
    implicitHeight: column.implicitHeight + 2 * Theme.mm4
    radius: Theme.radius
    color: Theme.codeLight
    border.color: Theme.highContrast ? Theme.codeDark : Theme.outline
    border.width: Math.max(1, Theme.mm(0.4))
    onCodeChanged: card.adopt()
    Component.onCompleted: card.adopt()
    Accessible.role: Accessible.Graphic
    Accessible.name: Spoken.join3(card.caption, card.note, card.address)

    Column {
        id: column

        y: Theme.mm4
        x: Theme.mm6
        width: card.width - 2 * Theme.mm6
        spacing: Theme.mm2

        Heading {
            width: parent.width
            level: 2
            font.pixelSize: Theme.body
            text: card.caption
            color: Theme.codeDark
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
        }

        Item {
            id: well

            readonly property real codeWidth: card.code !== null ? card.code.width : picture.implicitWidth
            readonly property real codeHeight: card.code !== null ? card.code.height : picture.implicitHeight

            // Whole pixels: half a pixel of offset would smear the modules.
            x: Math.round((parent.width - width) / 2)
            width: Math.max(card.minimumCodeSize, codeWidth)
            height: Math.max(card.minimumCodeSize, codeHeight)

            Image {
                id: picture

                anchors.centerIn: parent
                visible: card.code === null
                source: card.source
                smooth: false
                cache: false
            }

            Binding {
                target: card.code
                when: card.code !== null
                property: "x"
                value: Math.round((well.width - well.codeWidth) / 2)
            }

            Binding {
                target: card.code
                when: card.code !== null
                property: "y"
                value: Math.round((well.height - well.codeHeight) / 2)
            }
        }

        BodyText {
            visible: card.note.length > 0
            width: parent.width
            rightPadding: 0
            small: true
            text: card.note
            color: Theme.codeDark
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
        }

        BodyText {
            visible: card.address.length > 0
            width: parent.width
            rightPadding: 0
            small: true
            // An address is typed as it stands: on one line, smaller where it is long.
            wrapMode: Text.NoWrap
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Math.round(Theme.caption * 0.5)
            text: card.address
            color: Theme.codeDark
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
        }
    }
}
