#pragma once

#include <QDateTime>
#include <QList>
#include <QString>

namespace Hall {

/// One file of a drop-box, `<kiosk>/<kind>/<id>.sealed`, or what lies there without being one.
struct DropFile {
    QString path; ///< below the drop-box
    QString kiosk;
    QString kind;
    QString id;
    QDateTime received; ///< when the server had it whole
    qint64 size = 0;
    quint64 inode = 0;
    QString refusal; ///< why it is no message, as the end of a sentence; empty: it may be one
};

/// Everything in a drop-box, by path; links are named, not followed. Names with a dot in front are
/// passed over.
QList<DropFile> filesOfDrop(const QString &directory);

/// Moves what is no message to `.aside` below the drop-box; false where that is not allowed.
bool setAside(const QString &directory, const DropFile &file);

/// Removes a file that was collected, unless another has come under its name since.
bool removeCollected(const QString &directory, const DropFile &file);

} // namespace Hall
