#pragma once

#include "publish/checks/checks.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

namespace Hall {

/// The day all these tests live on.
inline const QDate kToday(2026, 11, 22);

/// A copy of the small workspace that a test may spoil.
class WorkspaceCopy {
public:
    WorkspaceCopy()
    {
        const QDir source(QStringLiteral(HALL_SOURCE_DIR "/tests/data/workspace-small"));
        QDirIterator files(source.path(), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString name = source.relativeFilePath(files.next());
            QDir().mkpath(QFileInfo(path(name)).path());
            QFile::copy(source.filePath(name), path(name));
        }
    }

    QString path(const QString &name = {}) const
    {
        return name.isEmpty() ? m_folder.filePath(QStringLiteral("ws"))
                              : m_folder.filePath(QStringLiteral("ws/") + name);
    }

    /// A place beside the workspace, for what is made of it.
    QString beside(const QString &name) const { return m_folder.filePath(name); }

    QByteArray read(const QString &name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    void write(const QString &name, const QByteArray &bytes) const
    {
        QDir().mkpath(QFileInfo(path(name)).path());
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(bytes);
    }

    /// Replaces a text that must be there.
    void replace(const QString &name, const QByteArray &from, const QByteArray &to) const
    {
        QByteArray bytes = read(name);
        QVERIFY2(bytes.contains(from), from.constData());
        write(name, bytes.replace(from, to));
    }

    Problems check(Workspace *loaded = nullptr) const
    {
        Problems problems;
        const Workspace workspace = loadWorkspace(path(), problems);
        checkWorkspace(workspace, { kToday, {} }, problems);
        if (loaded) {
            *loaded = workspace;
        }
        return problems;
    }

private:
    QTemporaryDir m_folder;
};

/// The problems as one text, for messages of failed tests.
inline QByteArray listing(const Problems &problems) { return problemsText(problems).toUtf8(); }

} // namespace Hall
