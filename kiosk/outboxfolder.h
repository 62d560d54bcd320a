#pragma once

#include <QJsonObject>
#include <QString>

namespace Hall {

/// The folder in which hall-sync fetches what this screen has to tell: `<kind>/<id>.json`, each
/// there at once and whole, for the folder's group to read and to remove. What the screen keeps for
/// itself lies in `.screen`. A failure is a line in the log and nothing more: no visitor shall
/// notice.
class OutboxFolder {
public:
    explicit OutboxFolder(QString directory);

    bool write(const QString &kind, const QString &id, const QJsonObject &message) const;

    /// Keeps a small object over restarts and kills of the program.
    bool keep(const QString &name, const QJsonObject &state) const;
    QJsonObject kept(const QString &name) const;
    void forget(const QString &name) const;

private:
    bool makeFolder(const QString &path, unsigned mode) const;
    bool replace(const QString &path, const QJsonObject &json, unsigned mode, bool durable) const;
    void dropOldest(const QString &folder) const;
    bool complain(const QString &path) const;

    QString m_directory;
};

} // namespace Hall
