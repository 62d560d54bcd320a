import Hall.Kiosk
import Hall.Ui

// The guide of one item.
ScreenPage {
    id: screen

    title: qsTr("办事指南")

    Guide {
        id: guide

        itemId: Navigator.itemId
    }

    GuideHead {
        id: head

        visible: guide.found
        x: screen.edge
        y: Theme.mm4
        width: screen.width - 2 * screen.edge
        itemTitle: guide.title
        plainName: guide.plainName
        badge: guide.badge
        valid: guide.valid
        canTake: guide.found && !guide.signpost
    }

    GuideBody {
        visible: guide.found && !guide.signpost
        x: screen.edge
        anchors.top: head.bottom
        anchors.topMargin: Theme.mm4
        width: head.width
        height: screen.height - y - Theme.mm4
        itemId: guide.signpost ? "" : Navigator.itemId
        wide: screen.wide
        factsElsewhere: Stage.factsAbove
    }

    SignpostView {
        visible: guide.found && guide.signpost
        x: screen.edge
        anchors.top: head.bottom
        anchors.topMargin: Theme.mm6
        width: head.width
        agency: guide.signpostAgency
        text: guide.signpostText
        phone: guide.signpostPhone
    }

    EmptyState {
        visible: !guide.found
        anchors.centerIn: parent
        width: head.width
        title: qsTr("这个事项已不在目录里")
        text: qsTr("请从首页重新查找，或者拨打 %1").arg(Library.mainPhone)
    }
}
