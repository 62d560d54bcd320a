#include "tufclient.h"

#include "durablefile.h"
#include "httptransport.h"
#include "targetdownload.h"
#include "trust/digest.h"

namespace Hall {

namespace {

    constexpr qint64 longestRoot = 512 * 1024;
    constexpr qsizetype longestFileName = 200; // of 255; a suffix is added while it is fetched

    HttpSettings serverAt(const QUrl &url)
    {
        HttpSettings settings;
        settings.base = url;
        return settings;
    }

} // namespace

Synced<Done> TufClient::run()
{
    switch (m_request.command) {
    case TufRequest::Command::Init:
        return init();
    case TufRequest::Command::Refresh:
        return refresh();
    case TufRequest::Command::Download:
        return download();
    }
    return Done {};
}

MetadataPlaces TufClient::places() const
{
    return { {}, m_request.metadataDirectory, m_request.metadataDirectory };
}

Synced<Done> TufClient::init() const
{
    const QByteArray root = readIfPresent(m_request.rootFile, longestRoot);
    if (const Trusted<TrustedMetadata> trusted = TrustedMetadata::startingFrom(root, m_time);
        !trusted)
        return fromTrust(trusted.failure());
    if (const Synced<Done> made = makeDirectory(m_request.metadataDirectory); !made)
        return made;
    return writeDurably(places().local(Role::Root), root);
}

Synced<Done> TufClient::refresh()
{
    HttpTransport transport(serverAt(m_request.metadataUrl));
    const QByteArray root = readIfPresent(places().local(Role::Root), longestRoot);
    MetadataRefresh refresh(transport, places(), root, m_time);
    const Synced<TrustedMetadata> trusted = refresh.run();
    if (!trusted)
        return trusted.failure();
    return Done {};
}

Synced<Done> TufClient::download()
{
    HttpTransport transport(serverAt(m_request.metadataUrl));
    const QByteArray root = readIfPresent(places().local(Role::Root), longestRoot);
    MetadataRefresh refresh(transport, places(), root, m_time);
    Synced<TrustedMetadata> trusted = refresh.run();
    if (!trusted)
        return trusted.failure();
    const Synced<std::optional<FoundTarget>> found
        = refresh.find(trusted.value(), m_request.targetName);
    if (!found)
        return found.failure();
    if (!found.value())
        return SyncFailure { SyncError::BadMetadata, m_request.targetName,
            QStringLiteral("the publisher has no such target") };
    return fetchTarget(found.value()->target, trusted.value().root().consistentSnapshot);
}

QString TufClient::targetFile() const
{
    QByteArray name = QUrl::toPercentEncoding(m_request.targetName);
    if (name.size() > longestFileName)
        name = sha256Hex(m_request.targetName.toUtf8()).toLatin1();
    return m_request.targetDirectory + u'/' + QString::fromLatin1(name);
}

Synced<Done> TufClient::fetchTarget(const Target &target, bool prefixed) const
{
    const QString file = targetFile();
    if (TargetDownload::isThere(target, file))
        return Done {};
    const QString digest = target.sha256.isEmpty() ? target.sha512 : target.sha256;
    if (digest.isEmpty())
        return SyncFailure { SyncError::BadMetadata, m_request.targetName,
            QStringLiteral("it is signed with no kind of digest that is known here") };
    if (const Synced<Done> made = makeDirectory(m_request.targetDirectory); !made)
        return made;
    // TUF 1.0 §5.7.3: the digest stands before the name, not before its directories.
    QString path = QString::fromLatin1(QUrl::toPercentEncoding(m_request.targetName, "/"));
    if (prefixed)
        path.insert(path.lastIndexOf(u'/') + 1, digest + u'.');
    HttpTransport transport(serverAt(m_request.targetBaseUrl));
    TargetDownload transfer(path, target, file);
    return transport.fetch({ &transfer }, 1);
}

} // namespace Hall
