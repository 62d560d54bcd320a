#include "publish/sign/stick.h"

#include "publish/release/durablefiles.h"
#include "publish/sign/stickfiles.h"
#include "trust/boundedread.h"
#include "trust/compression.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>
#include <cerrno>
#include <fcntl.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace Hall {

namespace {

    constexpr qint64 kPiece = 1024 * 1024;
    constexpr qint64 kCluster = 32 * 1024; ///< a file takes up whole ones, on large FAT32 sticks
    constexpr qint64 kSpare
        = 4 * 1024 * 1024; ///< folders, the allocation table, a file in the making
    constexpr qint64 kLargestFatFile = 0xFFFFFFFF;
    constexpr long kFatMagic = 0x4d44;

    QString inMegabytes(qint64 bytes)
    {
        return QStringLiteral("%1 MB").arg(static_cast<double>(bytes) / 1e6, 0, 'f', 1);
    }

    qint64 clustersOf(qint64 bytes) { return (bytes + kCluster - 1) / kCluster * kCluster; }

    QString sentenceOf(int error)
    {
        switch (error) {
        case ENOSPC:
        case EDQUOT:
            return QStringLiteral("U 盘满了。腾出地方后再运行一次，会接着复制");
        case EROFS:
        case EACCES:
        case EPERM:
            return QStringLiteral("U 盘不让写（写保护，或出错后变成只读）。换一个 U 盘");
        default:
            return QStringLiteral("U 盘读写出错，可能被拔掉了。插好后再运行一次，会接着复制");
        }
    }

    /// Hashes a file's content as it will be on the kiosk.
    class Proof {
    public:
        explicit Proof(const StickFile &file)
            : m_file(file)
            , m_text(file.textSize, file.name)
        {
        }

        bool feed(const QByteArray &bytes)
        {
            m_size += bytes.size();
            if (!m_file.packed) {
                m_hash.addData(bytes);
                return true;
            }
            return m_text
                .feed(bytes,
                    [this](const QByteArray &text) {
                        m_hash.addData(text);
                        return true;
                    })
                .ok();
        }

        bool holds() const
        {
            return m_size == m_file.size && (!m_file.packed || m_text.finish().ok())
                && QString::fromLatin1(m_hash.result().toHex()) == m_file.sha256;
        }

    private:
        StickFile m_file;
        Decompressor m_text;
        QCryptographicHash m_hash { QCryptographicHash::Sha256 };
        qint64 m_size = 0;
    };

    /// One copy onto one stick.
    class Copier {
    public:
        Copier(const QString &tree, const QString &stick, Progress &progress,
            const std::function<bool()> &stopped)
            : m_tree(tree)
            , m_stick(stick)
            , m_progress(progress)
            , m_stopped(stopped)
        {
        }

        bool isThere(const StickFile &file) const
        {
            QFile present(m_stick.filePath(file.name));
            if (QFileInfo(present).isSymLink() || present.size() != file.size
                || !present.open(QIODevice::ReadOnly)) {
                return false;
            }
            Proof proof(file);
            bool whole = true;
            while (whole && !present.atEnd()) {
                whole = proof.feed(readAtMost(present, kPiece));
            }
            return whole && proof.holds();
        }

        Result<Done> copy(const StickFile &file)
        {
            QFile source(m_tree.filePath(file.name));
            if (!source.open(QIODevice::ReadOnly)) {
                return Failure { source.fileName(), source.errorString() };
            }
            const QString name = m_stick.filePath(file.name);
            const QString part = name + QStringLiteral(".part");
            QDir().mkpath(QFileInfo(name).path());
            QFile target(part);
            if (!target.open(QIODevice::WriteOnly | QIODevice::Unbuffered)) {
                return Failure { name, sentenceOf(errno) };
            }
            Proof proof(file);
            while (!source.atEnd()) {
                if (m_stopped()) {
                    return Failure { m_stick.path(),
                        QStringLiteral("已停止。再运行一次会接着复制") };
                }
                const QByteArray piece = readAtMost(source, kPiece);
                if (!proof.feed(piece)) {
                    break;
                }
                if (target.write(piece) != piece.size()) {
                    return Failure { name, sentenceOf(errno) };
                }
                m_progress.advance(piece.size() / 1024);
            }
            if (!proof.holds()) {
                target.remove();
                return Failure { source.fileName(),
                    QStringLiteral("内容和签名的清单不一致，没有复制。用 verify 查看发布目录") };
            }
            if (::fsync(target.handle()) != 0) {
                return Failure { name, sentenceOf(errno) };
            }
            target.close();
            return place(part, name);
        }

        // Files of this shape that are not wanted any more; whatever else lies on the stick is
        // somebody's own.
        QStringList leftovers(const QSet<QString> &wanted) const
        {
            static const QRegularExpression own(
                QStringLiteral("^(meta/([1-9][0-9]*\\.)?[a-z0-9-]+\\.json|o/[0-9a-f]{2}/"
                               "[0-9a-f]{64}(\\.zst)?|p/[0-9a-f]{16}-[0-9a-f]{64}\\.zst|"
                               "t/[0-9a-f]{64}\\.[a-z0-9-]+\\.manifest\\.zst)(\\.part)?$"));
            QStringList names;
            for (const char *folder : { "meta", "t", "p", "o" }) {
                QDirIterator files(m_stick.filePath(QLatin1String(folder)), QDir::Files,
                    QDirIterator::Subdirectories);
                while (files.hasNext()) {
                    const QString name = m_stick.relativeFilePath(files.next());
                    if (own.match(name).hasMatch() && !wanted.contains(name)) {
                        names << name;
                    }
                }
            }
            return names;
        }

        qint64 sizeOf(const QStringList &names) const
        {
            qint64 bytes = 0;
            for (const QString &name : names) {
                bytes += clustersOf(QFileInfo(m_stick.filePath(name)).size());
            }
            return bytes;
        }

        void remove(const QStringList &names) const
        {
            for (const QString &name : names) {
                QFile::remove(m_stick.filePath(name));
            }
        }

        Result<Done> syncAll() const
        {
            const int folder = ::open(
                QFile::encodeName(m_stick.path()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
            const bool synced = folder >= 0 && ::syncfs(folder) == 0;
            const int error = errno;
            if (folder >= 0) {
                ::close(folder);
            }
            return synced ? Result<Done>(Done {}) : Failure { m_stick.path(), sentenceOf(error) };
        }

    private:
        static Result<Done> place(const QString &part, const QString &name)
        {
            return ::rename(
                       QFile::encodeName(part).constData(), QFile::encodeName(name).constData())
                    == 0
                ? Result<Done>(Done {})
                : Failure { name, sentenceOf(errno) };
        }

        QDir m_tree;
        QDir m_stick;
        Progress &m_progress;
        std::function<bool()> m_stopped;
    };

    // What the stick must be able to hold, before anything is written to it.
    Result<Done> checkStick(const QString &stick, const QList<StickFile> &files)
    {
        struct statfs kind { };

        struct statvfs space { };

        const QByteArray path = QFile::encodeName(stick);
        if (::statfs(path.constData(), &kind) != 0 || ::statvfs(path.constData(), &space) != 0) {
            return Failure { stick, sentenceOf(errno) };
        }
        if ((space.f_flag & ST_RDONLY) != 0 || ::access(path.constData(), W_OK) != 0) {
            return Failure { stick, sentenceOf(EROFS) };
        }
        for (const StickFile &file : files) {
            if (kind.f_type == kFatMagic && file.size > kLargestFatFile) {
                return Failure { file.name,
                    QStringLiteral("有 %1，FAT32 的 U 盘放不下 4 GB 以上的文件，换成 exFAT 的")
                        .arg(inMegabytes(file.size)) };
            }
        }
        return Done {};
    }

    qint64 freeOn(const QString &stick)
    {
        struct statvfs space { };

        return ::statvfs(QFile::encodeName(stick).constData(), &space) == 0
            ? static_cast<qint64>(space.f_bavail) * static_cast<qint64>(space.f_frsize)
            : 0;
    }

    Result<Done> makeRoom(
        const QString &stick, qint64 needed, const Copier &copier, const QStringList &leftovers)
    {
        const qint64 free = freeOn(stick);
        if (needed <= free) {
            return Done {};
        }
        const qint64 gained = copier.sizeOf(leftovers);
        if (needed > free + gained) {
            return Failure { stick,
                QStringLiteral("U 盘放不下：要 %1，只剩 %2。什么也没有写")
                    .arg(inMegabytes(needed), inMegabytes(free + gained)) };
        }
        copier.remove(leftovers);
        return Done {};
    }

} // namespace

Result<StickCopy> copyToStick(TreeSession &session, const QString &channel, const QString &stick,
    Progress &progress, const std::function<bool()> &stopped)
{
    Result<QList<StickFile>> files = stickFiles(session, channel);
    if (!files) {
        return files.failure();
    }
    const QString pointer = ServedTree::metadata(Role::Timestamp, 0);
    const QByteArray timestamp = session.state().timestampFile;
    const QString tree = session.directory();
    session.letGo();
    QDir().mkpath(stick);
    const Result<Done> fits = checkStick(stick, files.value());
    if (!fits) {
        return fits.failure();
    }
    Copier copier(tree, stick, progress, stopped);
    StickCopy copy { releaseOf(session.releaseOn(channel).value()), 1, timestamp.size() };
    QSet<QString> wanted { pointer };
    QList<StickFile> missing;
    qint64 needed = kSpare;
    for (const StickFile &file : files.value()) {
        ++copy.files;
        copy.bytes += file.size;
        wanted.insert(file.name);
        if (!copier.isThere(file)) {
            missing.append(file);
            copy.copied += file.size;
            needed += clustersOf(file.size);
        }
    }
    const QStringList leftovers = copier.leftovers(wanted);
    Result<Done> step = makeRoom(stick, needed, copier, leftovers);
    progress.begin(QStringLiteral("复制到 U 盘"), copy.copied / 1024, QStringLiteral(" KB"));
    for (auto file = missing.cbegin(); step && file != missing.cend(); ++file) {
        step = copier.copy(*file);
    }
    if (step) {
        step = copier.syncAll();
    }
    if (step) {
        step = writeDurably(QDir(stick).filePath(pointer), timestamp);
    }
    if (!step) {
        progress.interrupt();
        return step.failure();
    }
    copier.remove(leftovers);
    copy.removed = leftovers.size();
    progress.end();
    step = copier.syncAll();
    return step ? Result<StickCopy>(copy) : step.failure();
}

} // namespace Hall
