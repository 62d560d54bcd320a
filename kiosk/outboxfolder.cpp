#include "kiosk/outboxfolder.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace Hall {

namespace {

    Q_LOGGING_CATEGORY(lcOutbox, "hall.outbox")

    constexpr unsigned kGroupFolder = 0770; // with the group of the folder above, which is setgid
    constexpr unsigned kOwnFolder = 0700;
    constexpr unsigned kGroupFile = 0640;
    constexpr unsigned kOwnFile = 0600;
    constexpr qsizetype kMostFiles = 400; // of a kind, where nobody fetches them
    constexpr qint64 kLongestState = 256 * 1024;

    bool writeWhole(int file, const QByteArray &bytes)
    {
        qsizetype at = 0;
        while (at < bytes.size()) {
            const ssize_t written
                = ::write(file, bytes.constData() + at, static_cast<size_t>(bytes.size() - at));
            if (written < 0 && errno != EINTR) {
                return false;
            }
            at += written > 0 ? written : 0;
        }
        return true;
    }

    bool syncFolder(const QString &path)
    {
        const int folder
            = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        const bool synced = folder >= 0 && ::fsync(folder) == 0;
        if (folder >= 0) {
            ::close(folder);
        }
        return synced;
    }

} // namespace

OutboxFolder::OutboxFolder(QString directory)
    : m_directory(std::move(directory))
{
}

bool OutboxFolder::complain(const QString &path) const
{
    qCWarning(lcOutbox).noquote() << path << qt_error_string(errno);
    return false;
}

bool OutboxFolder::makeFolder(const QString &path, unsigned mode) const
{
    // The unit's umask is for everything else, and its sandbox refuses a chmod() that keeps the
    // group of the folder above.
    const mode_t before = ::umask(~mode & 0777U);
    const bool made = ::mkdir(QFile::encodeName(path).constData(), mode) == 0 || errno == EEXIST;
    ::umask(before);
    return made || complain(path);
}

bool OutboxFolder::replace(
    const QString &path, const QJsonObject &json, unsigned mode, bool durable) const
{
    const QFileInfo info(path);
    const QString temporary = QStringLiteral("%1/.%2.tmp").arg(info.path(), info.fileName());
    const QByteArray from = QFile::encodeName(temporary);
    ::unlink(from.constData());
    const int file
        = ::open(from.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (file < 0) {
        return complain(temporary);
    }
    const bool written = writeWhole(file, QJsonDocument(json).toJson(QJsonDocument::Compact))
        && ::fchmod(file, mode) == 0 && (!durable || ::fsync(file) == 0);
    const bool there
        = written && ::rename(from.constData(), QFile::encodeName(path).constData()) == 0;
    if (!there) {
        complain(path);
        ::unlink(from.constData());
    }
    ::close(file);
    return there && (!durable || syncFolder(info.path()) || complain(info.path()));
}

void OutboxFolder::dropOldest(const QString &folder) const
{
    const QFileInfoList files
        = QDir(folder).entryInfoList(QDir::Files, QDir::Time | QDir::Reversed);
    for (qsizetype i = 0; i + kMostFiles <= files.size(); ++i) {
        if (QFile::remove(files.at(i).filePath())) {
            qCWarning(lcOutbox).noquote() << "nobody fetches; given up:" << files.at(i).fileName();
        }
    }
}

bool OutboxFolder::write(const QString &kind, const QString &id, const QJsonObject &message) const
{
    const QString folder = m_directory + u'/' + kind;
    if (!makeFolder(folder, kGroupFolder)) {
        return false;
    }
    dropOldest(folder);
    return replace(QStringLiteral("%1/%2.json").arg(folder, id), message, kGroupFile, true);
}

bool OutboxFolder::keep(const QString &name, const QJsonObject &state) const
{
    const QString folder = m_directory + QStringLiteral("/.screen");
    // Without waiting for the disk: this is called at each touch.
    return makeFolder(folder, kOwnFolder)
        && replace(QStringLiteral("%1/%2.json").arg(folder, name), state, kOwnFile, false);
}

QJsonObject OutboxFolder::kept(const QString &name) const
{
    QFile file(QStringLiteral("%1/.screen/%2.json").arg(m_directory, name));
    const bool opened = file.open(QIODevice::ReadOnly);
    return QJsonDocument::fromJson(opened ? file.read(kLongestState) : QByteArray()).object();
}

void OutboxFolder::forget(const QString &name) const
{
    QFile::remove(QStringLiteral("%1/.screen/%2.json").arg(m_directory, name));
}

} // namespace Hall
