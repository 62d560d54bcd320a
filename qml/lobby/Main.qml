import QtQuick
import Hall.Kiosk
import Hall.Ui

// The lobby role: the roll of this hall in type for the configured reading distance. No touch is followed.
Window {
    id: window

    property alias page: roll.page
    readonly property alias pageCount: roll.pageCount

    visible: false
    color: Theme.lobby
    title: Library.bureau

    onWidthChanged: Metrics.setWindowSize(window.width, window.height)
    onHeightChanged: Metrics.setWindowSize(window.width, window.height)
    Component.onCompleted: Metrics.setWindowSize(window.width, window.height)

    Binding {
        target: Theme
        property: "pxPerMm"
        value: Metrics.pxPerMm
    }

    LobbyRoll {
        id: roll

        panelWidthMm: window.width / Metrics.pxPerMm
        panelHeightMm: window.height / Metrics.pxPerMm
        readingDistanceMm: Metrics.readingDistanceMm
    }

    LobbyPageView {
        anchors.fill: parent
        title: roll.title
        page: roll.page
        pageCount: roll.pageCount
        urgent: roll.urgent
        notice: roll.notice
        rows: roll.rows
        emMm: roll.emMm
        pageScale: roll.scale
        clock: Clock.time
        day: Clock.date + " " + Clock.weekday
        dataDate: Library.dataDate.split(" ")[1] ?? ""
        sample: Library.sample
        bureau: Library.bureau
    }
}
