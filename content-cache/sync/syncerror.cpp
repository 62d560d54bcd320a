#include "syncerror.h"

#include <cerrno>

namespace Hall {

namespace {

    struct Wording {
        const char *word;
        const char *sentence;
        int exitCode;
    };

    Wording wordingOf(SyncError error)
    {
        switch (error) {
        case SyncError::Offline:
            return { "offline", "The server cannot be reached", 3 };
        case SyncError::Http:
            return { "http", "The server does not deliver", 3 };
        case SyncError::Stalled:
            return { "stalled", "The connection stands still", 3 };
        case SyncError::Certificate:
            return { "certificate", "The server does not prove by its certificate that it is ours",
                3 };
        case SyncError::NoSpace:
            return { "no-space", "There is not enough space on the disk", 3 };
        case SyncError::BadSignature:
            return { "bad-signature", "The signature is not that of the publisher", 1 };
        case SyncError::Threshold:
            return { "threshold", "Too few of the publisher's keys have signed", 1 };
        case SyncError::Expired:
            return { "expired", "The publisher's signature has expired", 1 };
        case SyncError::Rollback:
            return { "rollback", "The server offers something older than was here before", 1 };
        case SyncError::CorruptObject:
            return { "corrupt-object", "A file is not the one that was signed", 1 };
        case SyncError::TooLarge:
            return { "too-large", "A file is longer than was signed", 1 };
        case SyncError::BadMetadata:
            return { "bad-metadata", "The signed metadata does not fit together", 1 };
        case SyncError::BadManifest:
            return { "bad-manifest", "The list of the release's files is not acceptable", 1 };
        case SyncError::Schema:
            return { "schema", "The release needs a newer or other program", 1 };
        case SyncError::Io:
            return { "io", "A file of this machine cannot be read or written", 3 };
        case SyncError::Cancelled:
            return { "cancelled", "The update was stopped", 3 };
        case SyncError::Pinned:
            return { "pinned", "This kiosk is held at its release", 0 };
        case SyncError::Later:
            return { "later", "Large files are fetched in their hours only", 0 };
        }
        return { "", "", 1 };
    }

} // namespace

QString errorWord(SyncError error) { return QString::fromLatin1(wordingOf(error).word); }

QString sentence(const SyncFailure &failure)
{
    QString text = QStringLiteral("%1: %2: %3")
                       .arg(QString::fromLatin1(wordingOf(failure.error).sentence), failure.where,
                           failure.why);
    // Names from a server may carry what would move a terminal's cursor.
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control)
            c = u'?';
    }
    return text;
}

int exitCode(SyncError error) { return wordingOf(error).exitCode; }

SyncFailure fromTrust(const TrustFailure &failure)
{
    const SyncError error = [&failure] {
        switch (failure.error) {
        case TrustError::BadSignature:
            return SyncError::BadSignature;
        case TrustError::Threshold:
            return SyncError::Threshold;
        case TrustError::Expired:
            return SyncError::Expired;
        case TrustError::Rollback:
            return SyncError::Rollback;
        case TrustError::BadMetadata:
            break;
        }
        return SyncError::BadMetadata;
    }();
    return { error, failure.where, failure.why };
}

SyncFailure systemFailure(const QString &where)
{
    const int code = errno;
    const bool full = code == ENOSPC || code == EDQUOT;
    return { full ? SyncError::NoSpace : SyncError::Io, where, qt_error_string(code) };
}

} // namespace Hall
