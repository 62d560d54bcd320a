// Manifests: whatever is accepted stays below its directory, and reads the same when written again.
#include "trust/manifest.h"

#include "property.h"
#include "trust/digest.h"

#include <QSet>
#include <cstdint>

using namespace Hall;

namespace {

// In other words than those of the reader.
bool staysBelow(const QString &path)
{
    const QByteArray utf8 = path.toUtf8();
    if (utf8.isEmpty() || utf8.startsWith('/') || utf8.startsWith('.') || utf8.endsWith('/')
        || utf8.contains("//") || utf8.contains("/.") || utf8.contains('\0'))
        return false;
    for (const char c : utf8) {
        if ((c >= 0 && c < 0x20) || c == 0x7f)
            return false;
    }
    return utf8.size() <= 1024;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray json(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const Result<Manifest> read = parseManifest(json, QStringLiteral("f"));
    if (!read)
        return 0;
    const Manifest &manifest = read.value();
    QSet<QString> paths;
    for (const ManifestFile &file : manifest.files) {
        mustHold(staysBelow(file.path), "every path stays below its directory");
        mustHold(isSha256Hex(file.sha256), "every object has the name of a digest");
        mustHold(file.size >= 0, "no length is negative");
        mustHold(!paths.contains(file.path.toLower()), "no path comes twice");
        paths.insert(file.path.toLower());
    }
    mustHold(manifest.files.size() <= 50'000, "the number of files is bounded");
    mustHold(manifest.totalSize() >= 0, "the sizes do not overflow");
    const Result<Manifest> again = parseManifest(manifest.toJson(), QStringLiteral("f"));
    mustHold(again.ok() && again.value() == manifest, "writing and reading again changes nothing");
    return 0;
}
