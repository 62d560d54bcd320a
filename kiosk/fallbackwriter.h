#pragma once

#include "kiosk/fallback/fallbacktext.h"

#include <QObject>

namespace Hall {

class Library;

/// What the release on the screen gives the fallback page to say.
FallbackText fallbackTextOf(const Library &library);

/// Keeps a file for the fallback page that says what the release says, so that the page needs no
/// database when its time comes.
class FallbackWriter : public QObject {
    Q_OBJECT

public:
    FallbackWriter(const QString &file, const Library &library, QObject *parent);

private:
    void write();

    QString m_file;
    const Library &m_library;
};

} // namespace Hall
