#include <QtQml/QQmlEngine>
#include <QtQml/qqmlextensionplugin.h>
#include <QtQuickTest/quicktest.h>

Q_IMPORT_QML_PLUGIN(Hall_UiPlugin)

/** Lets the tests import the modules of the program itself, where 6.4 does not look by default. */
class Setup : public QObject {
    Q_OBJECT

public slots:

    void qmlEngineAvailable(QQmlEngine *engine)
    {
        engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
    }
};

QUICK_TEST_MAIN_WITH_SETUP(ui, Setup)

#include "test_ui.moc"
