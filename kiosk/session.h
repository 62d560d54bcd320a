#pragma once

#include <QObject>
#include <QString>
#include <QtQml/qqmlregistration.h>

class QQmlEngine;
class QJSEngine;

namespace Hall {

/// What one visitor has set or typed. It lives in memory only and is overwritten when the session
/// ends; nothing of it is ever written or logged.
class Session : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
    Q_PROPERTY(bool elder MEMBER m_elder WRITE setElder NOTIFY modesChanged)
    Q_PROPERTY(bool lowReach MEMBER m_lowReach WRITE setLowReach NOTIFY modesChanged)
    Q_PROPERTY(bool highContrast MEMBER m_highContrast WRITE setHighContrast NOTIFY modesChanged)
    Q_PROPERTY(QString query READ query WRITE setQuery NOTIFY queryChanged)

public:
    // No default constructor: QML would prefer it to create() and make a part of its own.
    explicit Session(QObject *parent);
    static Session *create(QQmlEngine *engine, QJSEngine *);

    bool elder() const { return m_elder; }

    bool lowReach() const { return m_lowReach; }

    bool highContrast() const { return m_highContrast; }

    QString query() const { return m_query; }

    void setElder(bool on);
    void setLowReach(bool on);
    void setHighContrast(bool on);
    void setQuery(const QString &query);

    /// Types one letter or hot word at the end of the query; the pad is the only way in.
    Q_INVOKABLE void type(const QString &letters);
    Q_INVOKABLE void eraseLast();

    /// Forgets the visitor.
    void reset();

Q_SIGNALS:
    void modesChanged();
    void queryChanged();

private:
    void setMode(bool &mode, bool on);

    bool m_elder = false;
    bool m_lowReach = false;
    bool m_highContrast = false;
    QString m_query;
};

} // namespace Hall
