pragma ComponentBehavior: Bound

import QtQuick
import Hall.Ui

// One full-screen page: header, rows, footer. Needs no touch and follows none.
Rectangle {
    id: view

    required property string title
    required property int page
    required property int pageCount
    required property bool urgent
    required property bool notice
    required property QtObject rows
    required property real emMm
    required property real pageScale
    required property string clock
    required property string day
    required property string dataDate
    required property bool sample
    required property string bureau
    readonly property int em: Theme.type(view.emMm, 24)

    color: Theme.lobby

    Accessible.role: Accessible.Pane
    Accessible.name: view.title

    LobbyHeader {
        id: header

        anchors.left: parent.left
        anchors.right: parent.right
        title: view.title
        day: view.day
        clock: view.clock
        em: view.em
        urgent: view.urgent
    }

    // A row that no page can hold is cut off; it covers nothing.
    Column {
        clip: true
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: header.bottom
        anchors.bottom: footer.top
        anchors.topMargin: Math.round(view.em * 0.2)
        anchors.leftMargin: Math.round(view.em * 0.9)
        anchors.rightMargin: anchors.leftMargin

        Repeater {
            model: view.rows

            LobbyRowView {
                width: parent ? parent.width : 0
                em: Theme.type(view.emMm * view.pageScale, 24)
                plain: view.notice
            }
        }
    }

    LobbyFooter {
        id: footer

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        date: view.dataDate
        sample: view.sample
        bureau: view.bureau
        counter: (view.page + 1) + "/" + view.pageCount
        em: view.em
    }
}
