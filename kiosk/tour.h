#pragma once

#include "kiosk/screenprobe.h"

#include <QObject>
#include <QStringList>

namespace Hall {

/// A scripted walk by touches, one step a line, blank lines and lines from # left out:
/// `tap TEXT`, `at X Y` (parts of a hundred of the window), `expect TEXT`, `absent TEXT`, `type
/// LETTERS`, `shot NAME`, `wait MS`. A step that names something waits up to five seconds for it to
/// appear.
class Tour : public QObject {
    Q_OBJECT

public:
    Tour(QQuickWindow *window, const QString &script, const QString &shots);

    /// False with a line on stderr where the script cannot be read or has an unknown step.
    bool load();
    void start();

Q_SIGNALS:
    void finished(int exitCode);

private:
    enum class Outcome { Done, NotYet, Failed };

    void step();
    Outcome perform(const QString &verb, const QString &rest);
    Outcome touchAt(const QString &place);
    Outcome typeNext(const QString &letters);
    void fail(const QString &line);

    QQuickWindow *m_window;
    ScreenProbe m_probe;
    QString m_script;
    QString m_shots;
    QStringList m_lines;
    qsizetype m_next = 0;
    int m_tries = 0;
    qsizetype m_typed = 0;
    int m_pauseMs = 0;
};

} // namespace Hall
