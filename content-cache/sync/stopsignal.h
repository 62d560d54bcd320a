#pragma once

#include <QObject>

namespace Hall {

/// Turns SIGTERM and SIGINT into a Qt signal; one object a program.
class StopSignal : public QObject {
    Q_OBJECT

public:
    StopSignal();

signals:
    void asked();
};

} // namespace Hall
