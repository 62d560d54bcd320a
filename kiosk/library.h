#pragma once

#include "store/generation.h"

#include <QDateTime>
#include <QObject>
#include <QStringList>
#include <QUrl>
#include <QtQml/qqmlregistration.h>
#include <memory>

class QQmlEngine;
class QJSEngine;

namespace Hall {

class Clock;

/// What a question about content needs: the release, the moment, the hall the screen stands in.
struct Reading {
    const ContentStore &store;
    QDateTime now;
    QString hall;

    QDate today() const { return now.date(); }
};

/// The release on the screen. A newer one waits until no visitor is in between, unless it brings an
/// urgent notice.
class Library : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
    Q_PROPERTY(bool ready READ ready NOTIFY changed)
    Q_PROPERTY(int release READ release NOTIFY changed)
    Q_PROPERTY(QString bureau READ bureau NOTIFY changed)
    Q_PROPERTY(bool sample READ sample NOTIFY changed)
    Q_PROPERTY(QString mainPhone READ mainPhone NOTIFY changed)
    Q_PROPERTY(int hotWordCount READ hotWordCount NOTIFY changed)
    Q_PROPERTY(QString hallName READ hallName NOTIFY changed)
    Q_PROPERTY(QString dataDate READ dataDate NOTIFY changed)

public:
    Library(const ContentSource &source, const QString &hall, const Clock &clock, QObject *parent);
    static Library *create(QQmlEngine *engine, QJSEngine *);

    /// Opens the best release there is; false, with the reason in the log, where there is none.
    bool open();

    /// Looks whether the cache points to another release; called by ReleaseWatch.
    void offer();

    /// While a visitor is in between, a new release waits.
    void setSessionRunning(bool running);

    bool ready() const { return m_opened.store != nullptr; }

    const ContentStore *store() const { return m_opened.store.get(); }

    const Clock &clock() const { return m_clock; }

    QString hall() const; ///< the configured hall, else the release's first

    /// False where the release has halls but not the configured one; the valid ids are in the log.
    bool knowsItsHall() const;

    int release() const;
    QString bureau() const;
    bool sample() const;
    QString mainPhone() const; ///< the number to ask where nothing better is known
    int hotWordCount() const;
    Q_INVOKABLE QString hotWord(int index) const; ///< in the order of the release
    QString hallName() const;
    QString dataDate() const; ///< 内容日期 2026-11-22

    /// The image address of a picture of the release; empty, with a line in the log, where the file
    /// is missing.
    QString pictureSource(const QString &path) const;

Q_SIGNALS:
    void changed(); ///< another release, or another day

private:
    void takeUp();
    void complainOfHall() const;
    bool bringsUrgentNotice(const ContentStore &next) const;

    ContentSource m_source;
    QString m_hall;
    const Clock &m_clock;
    OpenedRelease m_opened;
    OpenedRelease m_waiting;
    QString m_seen; ///< the generation looked at last, whole or not
    bool m_sessionRunning = false;
};

} // namespace Hall
