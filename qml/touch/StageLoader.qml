import QtQuick
import Hall.Kiosk

// The screen the visitor stands on; each move to another kind of screen makes it anew.
Loader {
    id: stage

    function fileOf(screen: int): string {
        switch (screen) {
        case Navigator.Home:
            return "HomeScreen.qml";
        case Navigator.Topics:
            return "TopicsScreen.qml";
        case Navigator.List:
            return "ListScreen.qml";
        case Navigator.Guide:
            return "GuideScreen.qml";
        case Navigator.TakeAway:
            return "TakeAwayScreen.qml";
        case Navigator.Search:
            return "SearchScreen.qml";
        case Navigator.Fees:
            return "FeesScreen.qml";
        case Navigator.Hotlines:
            return "HotlinesScreen.qml";
        case Navigator.Notices:
            return "NoticesScreen.qml";
        case Navigator.Units:
            return "UnitsScreen.qml";
        default:
            return "";
        }
    }

    source: stage.fileOf(Navigator.screen)
}
