#include "publish/inbox/collect.h"

#include "publish/inbox/dropfiles.h"
#include "publish/inbox/inboxcsv.h"
#include "publish/release/durablefiles.h"
#include "publish/release/progress.h"
#include "trust/boundedread.h"
#include "trust/sealedbox.h"

#include <QDir>
#include <QFile>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace Hall {

namespace {

    constexpr qsizetype kBatch = 500;
    constexpr qint64 kMaxKeyBytes = 64 * 1024;

    // O_NOFOLLOW, and no waiting for the other end of a fifo.
    QByteArray readBytes(const QString &path, qint64 limit)
    {
        const int descriptor = ::open(
            QFile::encodeName(path).constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
        QFile file;
        if (descriptor < 0 || !file.open(descriptor, QIODevice::ReadOnly, QFile::AutoCloseHandle)) {
            return {};
        }
        return readAtMost(file, limit);
    }

    Result<QList<OpenKey>> readKeys(const QString &path)
    {
        struct stat info { };

        if (::stat(QFile::encodeName(path).constData(), &info) != 0 || !S_ISREG(info.st_mode)) {
            return Failure { path, QStringLiteral("没有这个密钥文件") };
        }
        if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
            return Failure { path, QStringLiteral("别人也能读这把密钥，请先执行 chmod 600 再来") };
        }
        const auto keys = OpenKey::fromText(readBytes(path, kMaxKeyBytes), path);
        return keys ? keys
                    : Result<QList<OpenKey>>(
                        Failure { path, QStringLiteral("里面没有收件密钥（要 inbox.key）") });
    }

    class Collector {
    public:
        Collector(const InboxSettings &settings, QList<OpenKey> keys, InboxTable &table)
            : m_settings(settings)
            , m_keys(std::move(keys))
            , m_table(table)
        {
        }

        Result<Done> batch(const QList<DropFile> &files)
        {
            const Result<Done> begun = m_table.begin();
            if (!begun) {
                return begun;
            }
            QList<DropFile> collected;
            QList<DropFile> refused;
            for (DropFile file : files) {
                const Result<Done> taken = take(file);
                if (!taken) {
                    return taken;
                }
                (file.refusal.isEmpty() ? collected : refused).append(file);
            }
            const Result<Done> committed = m_table.commit();
            if (!committed) {
                return committed;
            }
            for (const DropFile &file : refused) {
                refuse(file);
            }
            if (m_settings.prune) {
                prune(collected);
            }
            return Done {};
        }

        InboxReport report;

    private:
        // A file that is no message gets a refusal; a failure is one of the database.
        Result<Done> take(DropFile &file)
        {
            if (!file.refusal.isEmpty()
                || m_table.knows(file.kiosk, file.kind, file.id, file.received)) {
                return Done {};
            }
            const QByteArray sealed
                = readBytes(m_settings.drop + u'/' + file.path, longestSealedMessage + 1);
            std::optional<QByteArray> bytes;
            for (const OpenKey &key : m_keys) {
                bytes = bytes ? bytes : key.open(sealed);
            }
            if (!bytes) {
                file.refusal = QStringLiteral("解不开：传坏了，或不是用本单位的公钥加密的");
                return Done {};
            }
            const auto message = KioskMessage::unpacked(*bytes, file.path);
            if (!message) {
                file.refusal = QStringLiteral("解开后不是终端写的内容");
                return Done {};
            }
            const KioskMessage &one = message.value();
            if (one.kiosk != file.kiosk || one.kind != file.kind || one.id != file.id) {
                file.refusal = QStringLiteral("放错了位置，它原来是 %1/%2/%3")
                                   .arg(one.kiosk, one.kind, one.id);
                return Done {};
            }
            const Result<bool> fresh = m_table.add(one, file.received);
            if (!fresh) {
                return fresh.failure();
            }
            report.fresh += fresh.value() ? 1 : 0;
            return Done {};
        }

        void refuse(const DropFile &file)
        {
            const bool moved = setAside(m_settings.drop, file);
            report.faults.append(QStringLiteral("%1：%2。%3")
                                     .arg(file.path, file.refusal,
                                         moved ? QStringLiteral("已移到 .aside")
                                               : QStringLiteral("移不开，请管理员处理")));
        }

        void prune(const QList<DropFile> &files)
        {
            for (const DropFile &file : files) {
                if (removeCollected(m_settings.drop, file)) {
                    ++report.pruned;
                } else {
                    report.faults.append(
                        QStringLiteral("%1：已收下，但删不掉，请检查权限").arg(file.path));
                }
            }
        }

        const InboxSettings &m_settings;
        QList<OpenKey> m_keys;
        InboxTable &m_table;
    };

    Result<Done> writeNew(const QString &path, const QByteArray &bytes, mode_t mode)
    {
        const int file = ::open(QFile::encodeName(path).constData(),
            O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
        const bool written = file >= 0
            && ::write(file, bytes.constData(), static_cast<size_t>(bytes.size())) == bytes.size()
            && ::fsync(file) == 0;
        const Failure failure { path, qt_error_string(errno) };
        if (file >= 0) {
            ::close(file);
        }
        return written ? Result<Done>(Done {}) : failure;
    }

} // namespace

Result<Done> makeInboxKeys(const QString &directory)
{
    const QDir folder(directory);
    const QString secret = folder.filePath(QStringLiteral("inbox.key"));
    const QString open = folder.filePath(QStringLiteral("inbox.pub"));
    for (const QString &path : { secret, open }) {
        if (QFileInfo::exists(path)) {
            return Failure { path,
                QStringLiteral("这里已有收件密钥，不覆盖。丢了旧密钥，以前收的就解不开了") };
        }
    }
    if (!QDir().mkpath(directory)) {
        return Failure { directory, QStringLiteral("文件夹建不了") };
    }
    const OpenKey key = OpenKey::generate();
    const Result<Done> written = writeNew(secret, key.toText(), S_IRUSR | S_IWUSR);
    if (!written) {
        return written;
    }
    const Result<Done> published
        = writeNew(open, key.publicKey().toText(), S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH);
    return published ? syncFolder(directory) : published;
}

Result<InboxReport> collectInbox(const InboxSettings &settings, Progress &progress)
{
    if (!QFileInfo(settings.drop).isDir()) {
        return Failure { settings.drop, QStringLiteral("没有这个收件文件夹") };
    }
    const Result<QList<OpenKey>> keys = readKeys(settings.keyFile);
    if (!keys) {
        return keys.failure();
    }
    InboxTable table;
    const Result<Done> opened = table.open(settings.database);
    if (!opened) {
        return opened.failure();
    }
    const QList<DropFile> files = filesOfDrop(settings.drop);
    Collector collector(settings, keys.value(), table);
    collector.report.found = files.size();
    progress.begin(QStringLiteral("收取终端发来的文件"), files.size(), QStringLiteral("个"));
    for (qsizetype at = 0; at < files.size(); at += kBatch) {
        const QList<DropFile> some = files.mid(at, kBatch);
        const Result<Done> done = collector.batch(some);
        if (!done) {
            return done.failure();
        }
        progress.advance(some.size());
    }
    progress.end();
    if (!settings.csv.isEmpty()) {
        const Result<qint64> rows = writeCsv(table, settings.csv);
        if (!rows) {
            return rows.failure();
        }
        collector.report.csvRows = rows.value();
    }
    return collector.report;
}

} // namespace Hall
