#include "model/takeaway.h"

#include <QStringList>
#include <QUrl>
#include <algorithm>

namespace Hall {

namespace {

    // 身份证丢了、坏了：丢失补领
    QString headingOf(const Item &item, const QString &caseId)
    {
        const QString name = item.plainName.isEmpty() ? item.title : item.plainName;
        const auto chosen = std::find_if(item.cases.cbegin(), item.cases.cend(),
            [&](const ItemCase &one) { return one.id == caseId; });
        return chosen == item.cases.cend() ? name
                                           : QStringLiteral("%1：%2").arg(name, chosen->title);
    }

    // A single original goes without saying; every letter counts in a code.
    QString paperLine(const Material &material)
    {
        constexpr int kOptional = 2;
        QString line = material.name;
        if (material.originals.value_or(0) > 1) {
            line += QStringLiteral("%1份").arg(*material.originals);
        }
        if (material.copies.value_or(0) > 0) {
            line += QStringLiteral("，复印件%1份").arg(*material.copies);
        }
        return material.necessity == kOptional ? line + QStringLiteral("（可不带）") : line;
    }

} // namespace

QString checklistText(const Item &item, const QString &caseId)
{
    QStringList lines { headingOf(item, caseId) };
    int number = 0;
    const QList<Material> materials = materialsForCase(item, caseId);
    for (const Material &material : materials) {
        lines << QStringLiteral("%1.%2").arg(++number).arg(paperLine(material));
    }
    const QString text = lines.join(QLatin1Char('\n'));
    return number > 0 && text.size() <= kMaxTextCodeChars ? text : QString();
}

QString urlPayloadProblem(const QString &address)
{
    const QUrl url(address, QUrl::StrictMode);
    const QString host = url.host();
    const bool loopback = host == QLatin1String("127.0.0.1") || host == QLatin1String("localhost");
    if (!url.isValid() || host.isEmpty()) {
        return QStringLiteral("不是完整的网址");
    }
    if (url.scheme() != QLatin1String("https")
        && !(loopback && url.scheme() == QLatin1String("http"))) {
        return QStringLiteral("网址须以 https:// 开头");
    }
    if (url.hasQuery() || url.hasFragment()) {
        return QStringLiteral("网址不能带 ? 或 # 之后的内容");
    }
    const auto bytes = address.toUtf8().size();
    if (bytes > kMaxUrlBytes) {
        return QStringLiteral("网址有 %1 字节，超过二维码允许的 %2 字节")
            .arg(bytes)
            .arg(kMaxUrlBytes);
    }
    return {};
}

} // namespace Hall
