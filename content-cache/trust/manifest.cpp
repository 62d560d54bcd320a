#include "manifest.h"

#include "canonicaljson.h"
#include "jsonfields.h"
#include "strictjson.h"

#include <QSet>
#include <algorithm>

namespace Hall {

namespace {

    constexpr qint64 format = 1;
    constexpr qsizetype mostFiles = 50'000;
    constexpr qsizetype longestComponent = 255;
    constexpr qsizetype longestPath = 1024;

    QString componentProblem(const QString &component)
    {
        if (component.isEmpty())
            return QStringLiteral("has an empty component");
        if (component.startsWith(u'.'))
            return QStringLiteral("has a component that begins with a dot");
        if (component.toUtf8().size() > longestComponent)
            return QStringLiteral("has a component longer than 255 bytes");
        return {};
    }

    QJsonArray patchesJson(const QList<ManifestPatch> &patches)
    {
        QJsonArray json;
        for (const ManifestPatch &patch : patches) {
            json.append(QJsonObject {
                { QStringLiteral("from"), patch.from },
                { QStringLiteral("sha256"), patch.sha256 },
                { QStringLiteral("size"), patch.size },
            });
        }
        return json;
    }

    QJsonObject fileJson(const ManifestFile &file)
    {
        QJsonObject json {
            { QStringLiteral("path"), file.path },
            { QStringLiteral("sha256"), file.sha256 },
            { QStringLiteral("size"), file.size },
        };
        if (file.compressedSize)
            json.insert(QStringLiteral("zsize"), *file.compressedSize);
        if (!file.patches.isEmpty())
            json.insert(QStringLiteral("patches"), patchesJson(file.patches));
        return json;
    }

    QList<ManifestPatch> readPatches(JsonFields &file, const QString &to)
    {
        const QJsonArray entries = file.list(QStringLiteral("patches"));
        if (entries.size() > mostPatches)
            file.refuse(QStringLiteral("a file has more than %1 patches").arg(mostPatches));
        QList<ManifestPatch> patches;
        for (const QJsonValue &entry : entries) {
            if (!file.ok())
                break;
            JsonFields fields(entry.toObject(), file.where());
            ManifestPatch patch;
            patch.from = fields.digest(QStringLiteral("from"));
            patch.sha256 = fields.digest(QStringLiteral("sha256"));
            patch.size = fields.integer(QStringLiteral("size"), 1, largestInteger);
            if (patch.from == to)
                fields.refuse(QStringLiteral("a patch leads from a content to itself"));
            if (!fields.ok())
                file.refuse(fields.failure().why);
            patches.append(patch);
        }
        return patches;
    }

    ManifestFile readFile(JsonFields &parent, const QJsonValue &json)
    {
        JsonFields fields(json.toObject(), parent.where());
        ManifestFile file;
        file.path = fields.text(QStringLiteral("path"));
        file.sha256 = fields.digest(QStringLiteral("sha256"));
        file.size = fields.integer(QStringLiteral("size"), 0, largestInteger);
        if (fields.has(QStringLiteral("zsize")))
            file.compressedSize = fields.integer(QStringLiteral("zsize"), 1, largestInteger);
        if (fields.has(QStringLiteral("patches")))
            file.patches = readPatches(fields, file.sha256);
        if (const QString problem = manifestPathProblem(file.path); !problem.isEmpty())
            fields.refuse(QStringLiteral("the path “%1” %2").arg(file.path.left(200), problem));
        if (!fields.ok())
            parent.refuse(fields.failure().why);
        return file;
    }

    // The set of paths has to be a tree even on a file system that does not tell case.
    QString treeProblem(const QList<ManifestFile> &files)
    {
        QSet<QString> paths;
        for (const ManifestFile &file : files) {
            const QString folded
                = file.path.toCaseFolded().normalized(QString::NormalizationForm_C);
            if (paths.contains(folded))
                return QStringLiteral("the path “%1” appears twice").arg(file.path);
            paths.insert(folded);
        }
        for (const QString &path : std::as_const(paths)) {
            for (qsizetype slash = path.indexOf(u'/'); slash >= 0;
                 slash = path.indexOf(u'/', slash + 1)) {
                if (paths.contains(path.left(slash)))
                    return QStringLiteral("“%1” lies below a file").arg(path);
            }
        }
        return {};
    }

} // namespace

QString manifestPathProblem(const QString &path)
{
    if (path.toUtf8().size() > longestPath)
        return QStringLiteral("is longer than 1024 bytes");
    if (std::any_of(path.cbegin(), path.cend(),
            [](QChar c) { return c.category() == QChar::Other_Control; }))
        return QStringLiteral("has a control character");
    if (path.normalized(QString::NormalizationForm_C) != path)
        return QStringLiteral("is not in Unicode normal form C");
    const QStringList components = path.split(u'/');
    for (const QString &component : components) {
        if (const QString problem = componentProblem(component); !problem.isEmpty())
            return problem;
    }
    return {};
}

qint64 Manifest::totalSize() const
{
    qint64 total = 0;
    for (const ManifestFile &file : files)
        total += file.size;
    return total;
}

QByteArray Manifest::toJson() const
{
    QJsonArray entries;
    for (const ManifestFile &file : files)
        entries.append(fileJson(file));
    return canonicalJson(QJsonObject {
        { QStringLiteral("format"), format },
        { QStringLiteral("release"), release },
        { QStringLiteral("schema"), schema },
        { QStringLiteral("files"), entries },
    });
}

Result<Manifest> parseManifest(const QByteArray &json, const QString &where)
{
    if (json.size() > largestManifest)
        return Failure { where, QStringLiteral("the manifest is longer than 16 MiB") };
    const Result<QJsonObject> parsed = parseStrictObject(json, where);
    if (!parsed)
        return parsed.failure();
    JsonFields fields(parsed.value(), where);
    fields.integer(QStringLiteral("format"), format, format);
    Manifest manifest;
    manifest.release = fields.integer(QStringLiteral("release"), 1, largestInteger);
    manifest.schema = fields.integer(QStringLiteral("schema"), 1, largestInteger);
    const QJsonArray entries = fields.list(QStringLiteral("files"));
    if (entries.size() > mostFiles)
        fields.refuse(QStringLiteral("there are more than 50,000 files"));
    qint64 total = 0;
    for (const QJsonValue &entry : entries) {
        if (!fields.ok())
            return fields.failure();
        manifest.files.append(readFile(fields, entry));
        total += manifest.files.constLast().size;
        if (total < 0 || total > largestInteger)
            fields.refuse(QStringLiteral("the sizes add up to more than any disk"));
    }
    if (fields.ok()) {
        if (const QString problem = treeProblem(manifest.files); !problem.isEmpty())
            fields.refuse(problem);
    }
    if (!fields.ok())
        return fields.failure();
    return manifest;
}

} // namespace Hall
