#pragma once

#include "kiosk/qrcode.h"

#include <QQuickPaintedItem>
#include <QtQml/qqmlregistration.h>

namespace Hall {

/// A code on the screen: black on white in every theme, modules of whole pixels, its own quiet
/// zone. Its size follows from its content; scaling it would blur it.
class QrItem : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString payload READ payload WRITE setPayload NOTIFY payloadChanged)
    Q_PROPERTY(double pxPerMm READ pxPerMm WRITE setPxPerMm NOTIFY sizeChanged)
    Q_PROPERTY(double moduleMm READ moduleMm WRITE setModuleMm NOTIFY sizeChanged)
    Q_PROPERTY(int modulePx READ modulePx NOTIFY sizeChanged)
    Q_PROPERTY(int side READ side NOTIFY sizeChanged)
    Q_PROPERTY(bool ready READ ready NOTIFY payloadChanged)

public:
    explicit QrItem(QQuickItem *parent = nullptr);

    QString payload() const { return m_payload; }

    double pxPerMm() const { return m_pxPerMm; }

    double moduleMm() const { return m_moduleMm; } ///< least size of a module, 2.0 for a kiosk

    int modulePx() const { return modulePixels(m_pxPerMm, m_moduleMm); }

    int side() const; ///< px, with the quiet zone

    bool ready() const { return m_code.side > 0; }

    void setPayload(const QString &payload);
    void setPxPerMm(double pxPerMm);
    void setModuleMm(double moduleMm);

    void paint(QPainter *painter) override;

Q_SIGNALS:
    void payloadChanged();
    void sizeChanged();
    void refused(const QString &reason); ///< the payload does not fit a code of this size

private:
    void fit();

    QString m_payload;
    double m_pxPerMm = 4.03;
    double m_moduleMm = 2.0;
    QrCode m_code;
};

} // namespace Hall
