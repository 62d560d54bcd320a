pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// What the letters find so far.
PagedColumn {
    id: results

    readonly property int found: hits.count
    readonly property bool nothing: hits.count === 0 && Session.query.length > 0

    SearchModel {
        id: hits

        query: Session.query
        onLoaded: results.showFirst()
    }

    Repeater {
        model: hits

        delegate: SearchRow {
            width: results.width
        }
    }

    EmptyState {
        visible: results.nothing
        width: results.width
        title: qsTr("没有找到“%1”").arg(Session.query.toUpperCase())
        text: qsTr("换个说法，或者只打前两三个字的首字母。急事请打 110，办事请打 %1").arg(Library.mainPhone)
    }

    Row {
        visible: results.nothing
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: Theme.gap

        TouchButton {
            label: qsTr("电话热线")
            icon: "phone"
            onClicked: Navigator.openHotlines()
        }

        TouchButton {
            label: qsTr("大家常办")
            icon: "person"
            onClicked: Navigator.openList(Navigator.Hot, "")
        }
    }
}
