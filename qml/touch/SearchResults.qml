pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// What the letters find so far.
PagedColumn {
    id: results

    readonly property int found: hits.count

    SearchModel {
        id: hits

        query: Session.query
        onLoaded: results.showFirst()
    }

    Repeater {
        model: hits

        delegate: ItemRow {
            width: results.width
        }
    }

    EmptyState {
        visible: hits.count === 0 && Session.query.length > 0
        width: results.width
        title: qsTr("没有找到“%1”").arg(Session.query)
        text: qsTr("换个说法，或者只打前两三个字的首字母。也可以拨打 %1").arg(Library.mainPhone)
    }
}
