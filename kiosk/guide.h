#pragma once

#include "kiosk/library.h"

#include <QObject>
#include <QPointer>
#include <QQmlParserStatus>
#include <QtQml/qqmlregistration.h>

namespace Hall {

/// The head of one guide: its names, its validity today, and where it leads when the matter has
/// left the police.
class Guide : public QObject, public QQmlParserStatus {
    Q_OBJECT
    Q_INTERFACES(QQmlParserStatus)
    QML_ELEMENT
    Q_PROPERTY(QString itemId MEMBER m_itemId WRITE setItemId NOTIFY changed)
    Q_PROPERTY(bool found MEMBER m_found NOTIFY changed)
    Q_PROPERTY(QString title MEMBER m_title NOTIFY changed)
    Q_PROPERTY(QString plainName MEMBER m_plainName NOTIFY changed)
    Q_PROPERTY(QString summary MEMBER m_summary NOTIFY changed)
    Q_PROPERTY(QString badge MEMBER m_badge NOTIFY changed)
    Q_PROPERTY(bool valid MEMBER m_valid NOTIFY changed)
    Q_PROPERTY(bool signpost MEMBER m_signpost NOTIFY changed)
    Q_PROPERTY(QString signpostAgency MEMBER m_signpostAgency NOTIFY changed)
    Q_PROPERTY(QString signpostText MEMBER m_signpostText NOTIFY changed)
    Q_PROPERTY(QString signpostPhone MEMBER m_signpostPhone NOTIFY changed)
    Q_PROPERTY(QString ask MEMBER m_ask NOTIFY changed)

public:
    explicit Guide(QObject *parent = nullptr);

    void setItemId(const QString &itemId);
    void setLibrary(Library *library);

    void classBegin() override { }

    void componentComplete() override;

Q_SIGNALS:
    void changed();

private:
    void reload();
    void take(const Reading &reading, const Item &item);

    QPointer<Library> m_library;
    QString m_itemId;
    bool m_found = false;
    QString m_title;
    QString m_plainName;
    QString m_summary;
    QString m_badge;
    bool m_valid = false;
    bool m_signpost = false;
    QString m_signpostAgency;
    QString m_signpostText;
    QString m_signpostPhone;
    QString m_ask;
};

} // namespace Hall
