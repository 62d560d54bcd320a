#include "publish/sign/contentdigest.h"

#include "model/json.h"
#include "store/schema.h"
#include "trust/digest.h"

#include <QCryptographicHash>

namespace Hall {

namespace {

    bool isGuidePage(const QString &path) { return path.startsWith(QLatin1String("g/")); }

} // namespace

WebDigests digestsOf(const QList<WebFile> &files)
{
    WebDigests digests;
    for (const WebFile &file : files) {
        if (!isGuidePage(file.path)) {
            digests.insert(file.path, sha256Hex(file.bytes));
        }
    }
    return digests;
}

WebDigests digestsOf(const Manifest &files)
{
    WebDigests digests;
    for (const ManifestFile &file : files.files) {
        if (!isGuidePage(file.path)) {
            digests.insert(file.path, file.sha256);
        }
    }
    return digests;
}

QString contentDigest(ReleaseContent content, const WebDigests &forms)
{
    content.info = {};
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const Item &item : std::as_const(content.items)) {
        hash.addData(guidePage(item, content));
    }
    for (Form &form : content.forms) {
        form.bytes = 0;
        form.pageCount = 0;
        form.pagePictures.clear();
    }
    const auto addAll = [&](const auto &records) {
        for (const auto &record : records) {
            hash.addData(toJson(record));
            hash.addData("\n");
        }
    };
    hash.addData(toJson(content.site));
    addAll(content.items);
    addAll(content.topics);
    addAll(content.units);
    addAll(content.halls);
    addAll(content.offices);
    addAll(content.fees);
    addAll(content.hotlines);
    addAll(content.forms);
    addAll(content.laws);
    addAll(content.channels);
    addAll(content.notices);
    addAll(content.calendars);
    for (const SearchTerm &term : std::as_const(content.terms)) {
        hash.addData((term.itemId + u'\n' + term.text + u'\n' + term.readings).toUtf8());
    }
    hash.addData(QByteArray::number(kReleaseSchema));
    for (auto file = forms.cbegin(); file != forms.cend(); ++file) {
        hash.addData(file.key().toUtf8());
        hash.addData(file.value().toLatin1());
    }
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace Hall
