import QtQuick
import Hall.Ui

// Without a release there is no slide: the answer stands here before any touch.
Column {
    id: empty

    spacing: Theme.mm6

    Heading {
        width: empty.width
        level: 0
        text: qsTr("内容正在准备，请到窗口办理")
        color: Theme.headerInk
        Accessible.ignored: true
    }

    Heading {
        width: empty.width
        level: 1
        text: qsTr("报警 110　　政务服务热线 12345")
        color: Theme.headerInk
        Accessible.ignored: true
    }
}
