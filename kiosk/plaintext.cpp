#include "kiosk/plaintext.h"

#include <QRegularExpression>

namespace Hall {

QString plainText(const QString &written)
{
    static const QRegularExpression point(
        QStringLiteral("^[ \\t]*[-*][ \\t]+"), QRegularExpression::MultilineOption);
    static const QRegularExpression emptyLines(QStringLiteral("[ \\t]*\\n\\s*"));
    QString text = written.trimmed();
    text.replace(emptyLines, QStringLiteral("\n"));
    text.replace(point, QStringLiteral("•  "));
    return text;
}

} // namespace Hall
