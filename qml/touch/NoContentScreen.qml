import Hall.Ui

// Without any release the screen still answers: the numbers that hold everywhere, built in.
ScreenPage {
    id: screen

    title: qsTr("办事指南")

    PagedColumn {
        id: paged

        x: screen.edge
        y: Theme.mm4
        width: screen.width - 2 * screen.edge
        height: screen.height - 2 * Theme.mm4

        Heading {
            width: paged.width
            text: qsTr("内容正在准备")
        }

        BodyText {
            width: paged.width
            rightPadding: 0
            text: qsTr("办事请到窗口询问，或者拨打 12345。遇到急事，请打下面的电话。")
        }

        BodyText {
            width: paged.width
            rightPadding: 0
            text: "Emergency: 110 police, 119 fire, 120 ambulance. For other help ask at the counter or call 12345."
        }

        CardGrid {
            id: grid

            width: paged.width
            minimumCellWidth: Theme.mm(110)
            maximumColumns: 3

            HotlineCell {
                width: grid.cellWidth
                height: grid.cellHeight
                big: true
                number: "110"
                name: qsTr("报警")
                purpose: qsTr("有危险、有人受伤害、正在发生违法犯罪时打")
            }

            HotlineCell {
                width: grid.cellWidth
                height: grid.cellHeight
                big: true
                number: "119"
                name: qsTr("火警和救援")
                purpose: qsTr("着火、被困时打")
            }

            HotlineCell {
                width: grid.cellWidth
                height: grid.cellHeight
                big: true
                number: "120"
                name: qsTr("医疗急救")
                purpose: qsTr("有人突发重病、受重伤时打")
            }

            HotlineCell {
                width: grid.cellWidth
                height: grid.cellHeight
                big: true
                number: "122"
                name: qsTr("交通事故报警")
                purpose: qsTr("道路上出了交通事故时打")
            }

            HotlineCell {
                width: grid.cellWidth
                height: grid.cellHeight
                big: true
                number: "12345"
                name: qsTr("政务服务热线")
                purpose: qsTr("不紧急的咨询、求助、投诉、建议")
            }
        }
    }
}
