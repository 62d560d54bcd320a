import QtQuick
import Hall.Kiosk
import Hall.Ui

// One hit: a guide, or the page of the telephone numbers or of the fees.
ListRow {
    id: row

    required property string itemId
    required property string plainName
    required property string answers
    required property bool signpost
    required property string target

    subtitle: row.plainName
    trailing: row.answers
    badge: row.signpost ? qsTr("已转其他部门") : ""
    badgeKind: Badge.Warn
    onClicked: {
        if (row.target === "hotlines")
            Navigator.openHotlines();
        else if (row.target === "fees")
            Navigator.openFees();
        else
            Navigator.openGuide(row.itemId);
    }
}
