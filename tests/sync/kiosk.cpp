#include "kiosk.h"

#include <QDirIterator>
#include <QFile>

namespace Hall::Test {

Kiosk::Kiosk()
    : cache(directory.path())
    , server(publisher.served)
    , board([] { return 0; })
    , clock { publisher.now.addSecs(60), true }
{
}

Synced<UpdateResult> Kiosk::sync()
{
    settings.shippedRoot = publisher.shippedRoot;
    settings.overlay = overlay;
    settings.space = [this](const QString &) { return space; };
    m_updater = std::make_unique<Updater>(server, cache, settings, board);
    if (const Synced<Done> prepared = m_updater->prepare(); !prepared)
        return prepared.failure();
    return poll();
}

Synced<UpdateResult> Kiosk::poll(Retry retry) { return m_updater->run(clock, retry); }

QString Kiosk::refusal()
{
    const Synced<UpdateResult> result = sync();
    return result ? QStringLiteral("fine") : errorWord(result.failure().error);
}

Files Kiosk::shown() const
{
    Files files;
    const QString root = cache.current() + u'/';
    for (QDirIterator it(root, QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
        QFile file(it.next());
        if (file.open(QIODevice::ReadOnly))
            files.insert(file.fileName().mid(root.size()), file.readAll());
    }
    return files;
}

qint64 Kiosk::shownRelease() const { return Generations::releaseOf(Generations(cache).current()); }

QStringList Kiosk::entries(const QString &path) const
{
    QStringList names;
    for (QDirIterator it(path, QDir::Files | QDir::System, QDirIterator::Subdirectories);
         it.hasNext();)
        names.append(it.next().mid(path.size() + 1));
    names.sort();
    return names;
}

Files releaseWith(const QString &text)
{
    return {
        { QStringLiteral("release.db"), databaseWith(text) },
        { QStringLiteral("pages/F-HZ-01-1.png"), QByteArray("picture one ").repeated(500) },
        { QStringLiteral("pages/F-HZ-02-1.png"), QByteArray("picture\0two", 11) },
    };
}

} // namespace Hall::Test
