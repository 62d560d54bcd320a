#include "tufcase.h"

#include "sync/durablefile.h"

#include <QDir>
#include <QJsonDocument>

namespace Hall::Test {

QList<SigningKey> makeKeys(int count)
{
    QList<SigningKey> keys;
    for (int i = 0; i < count; ++i)
        keys.append(SigningKey::generate());
    return keys;
}

TufCase::TufCase()
    : firstRoot(repository.fileOf(rootName))
    , now(repository.now)
{
}

bool TufCase::act(TufRequest::Command command, const QString &target)
{
    server.served = repository.served;
    TufRequest request;
    request.command = command;
    request.metadataDirectory = inside("md");
    request.rootFile = inside("first-root.json");
    request.metadataUrl = server.url().resolved(QUrl(text("metadata")));
    request.targetName = target;
    request.targetBaseUrl = server.url().resolved(QUrl(text("targets/")));
    request.targetDirectory = inside("targets");
    if (command == TufRequest::Command::Init && !writeDurably(request.rootFile, firstRoot))
        return false;
    const Synced<Done> done = TufClient(request, now).run();
    why = done ? QString() : errorWord(done.failure().error);
    return done.ok();
}

QStringList TufCase::asked()
{
    QStringList paths;
    for (const FaultyServer::Request &request : std::as_const(server.requests))
        paths.append(request.path.mid(request.path.indexOf(u'/') + 1));
    server.requests.clear();
    return paths;
}

qint64 TufCase::version(const QString &role) const
{
    return QJsonDocument::fromJson(trustedFile(role))[u"signed"][u"version"].toInteger();
}

QStringList TufCase::trusted() const
{
    QStringList roles;
    for (const QString &file : QDir(inside("md")).entryList({ text("*.json") }, QDir::Files)) {
        const QString role = file.chopped(5);
        roles.append(role + u' ' + QString::number(version(role)));
    }
    return roles;
}

QByteArray TufCase::trustedFile(const QString &role) const
{
    return readIfPresent(inside("md/") + role + text(".json"), 1'000'000);
}

QList<QByteArray> TufCase::downloaded() const
{
    QList<QByteArray> contents;
    const QDir targets(inside("targets"));
    for (const QString &file : targets.entryList(QDir::Files | QDir::Hidden, QDir::Name))
        contents.append(readIfPresent(targets.filePath(file), 1'000'000));
    return contents;
}

QStringList TufCase::entries() const
{
    return QDir(directory.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
}

} // namespace Hall::Test
