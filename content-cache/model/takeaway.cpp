#include "model/takeaway.h"

#include <QStringList>
#include <QUrl>

namespace Hall {

QString checklistText(const Item &item, const QString &caseId)
{
    QStringList lines;
    lines << (item.plainName.isEmpty() ? item.title : item.plainName);
    int number = 0;
    for (const Material &material : materialsForCase(item, caseId)) {
        lines << QStringLiteral("%1.%2").arg(++number).arg(material.name);
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
