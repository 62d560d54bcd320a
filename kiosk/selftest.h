#pragma once

#include "kiosk/screenprobe.h"

#include <QList>
#include <QObject>
#include <QSize>
#include <functional>

namespace Hall {

class Kiosk;

/// Counts what QML has to complain about from now on; everything still reaches the log.
void watchQmlWarnings();
int qmlWarnings();

/// Visits every screen in both orientations, in standard and in large type, with the longest title
/// and with nothing to show; one picture each. Any QML warning on the way is a failure, and so is a
/// home screen without its four ways in or a guide whose first view lacks one of the five answers.
class SelfTest : public QObject {
    Q_OBJECT

public:
    SelfTest(Kiosk &kiosk, QQuickWindow *window, const QString &shots);

    /// The citizen's screens.
    void planTouch();

    /// The pages of a display that counts them (`page`, `pageCount`).
    void planLobby();

    /// Without content the test fails, unless it is run for just that.
    void passWithoutContent(bool pass) { m_passWithoutContent = pass; }

    void start();

Q_SIGNALS:
    void finished(int exitCode);

private:
    struct Stop {
        QString name;
        std::function<void()> arrange;
    };

    void plan(const QString &name, std::function<void()> arrange);
    void planScreens();
    void planSituations();
    void planModes();
    void planTechnician();
    void turn();
    void visitNext();
    void shoot(const Stop &stop);
    QStringList promised() const;
    void look(const Stop &stop);
    void lookForOverlaps(const Stop &stop);

    Kiosk &m_kiosk;
    QQuickWindow *m_window;
    ScreenProbe m_probe;
    QString m_shots;
    QList<Stop> m_stops;
    qsizetype m_next = 0;
    QSize m_size;
    bool m_turned = false;
    bool m_lobby = false;
    int m_failures = 0;
    int m_missing = 0;
    bool m_passWithoutContent = false;
};

} // namespace Hall
