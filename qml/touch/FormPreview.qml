import QtQuick
import Hall.Ui

// The first page of a form, so that people know it when they see it.
Item {
    id: preview

    property string picture: ""
    property string name: ""

    Image {
        id: page

        visible: page.status === Image.Ready
        anchors.fill: parent
        fillMode: Image.PreserveAspectFit
        horizontalAlignment: Image.AlignLeft
        verticalAlignment: Image.AlignTop
        source: preview.picture
        sourceSize.width: Math.ceil(preview.width)
        sourceSize.height: Math.ceil(preview.height)
        asynchronous: false
        cache: false
        Accessible.role: Accessible.Graphic
        Accessible.name: qsTr("表格第一页：%1").arg(preview.name)
    }

    Rectangle {
        visible: page.visible
        width: page.paintedWidth
        height: page.paintedHeight
        color: "transparent"
        border.color: Theme.outline
        border.width: Theme.outlineWidth
    }

    Placeholder {
        visible: !page.visible
        width: Math.min(parent.width, Theme.mm(80))
        height: Math.min(parent.height, Theme.mm(60))
        text: preview.name
    }
}
