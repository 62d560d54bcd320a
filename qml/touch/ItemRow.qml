import QtQuick
import Hall.Kiosk
import Hall.Ui

// One item of a list; a signpost says so at once.
ListRow {
    id: row

    required property string itemId
    required property string plainName
    required property string answers
    required property bool signpost

    subtitle: row.plainName
    trailing: row.answers
    badge: row.signpost ? qsTr("已转其他部门") : ""
    badgeKind: Badge.Warn
    onClicked: Navigator.openGuide(row.itemId)
}
