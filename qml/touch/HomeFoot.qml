import QtQuick
import Hall.Kiosk
import Hall.Ui

// The pages people ask for by name; they stay on the first view whatever is paged above them.
Row {
    id: foot

    // The hot items have no list of their own on this view.
    property bool withHot: false
    readonly property int count: foot.withHot ? 3 : 2
    readonly property int cell: Math.floor((foot.width - (foot.count - 1) * foot.spacing) / foot.count)

    spacing: Theme.gap

    TouchButton {
        visible: foot.withHot
        width: foot.cell
        label: qsTr("大家常办")
        icon: "check"
        onClicked: Navigator.openList(Navigator.Hot, "")
    }

    TouchButton {
        width: foot.cell
        label: qsTr("收费标准")
        icon: "fee"
        onClicked: Navigator.openFees()
    }

    TouchButton {
        width: foot.cell
        label: qsTr("电话热线")
        icon: "phone"
        onClicked: Navigator.openHotlines()
    }
}
