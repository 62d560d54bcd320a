#include "publish/checks/checks.h"
#include "publish/checks/textwalk.h"

#include <QRegularExpression>

namespace Hall {

namespace {

    // GB 11643-1999: the last character is a checksum (ISO 7064 MOD 11-2) of the other seventeen.
    bool isResidentNumber(const QString &digits)
    {
        static const int weights[] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
        static const QString marks = QStringLiteral("10X98765432");
        int sum = 0;
        for (int i = 0; i < 17; ++i) {
            sum += digits.at(i).digitValue() * weights[i];
        }
        return marks.at(sum % 11) == digits.at(17).toUpper();
    }

    // ISO/IEC 7812-1 annex B (Luhn).
    bool isCardNumber(const QString &digits)
    {
        int sum = 0;
        for (qsizetype i = 0; i < digits.size(); ++i) {
            const int digit = digits.at(digits.size() - 1 - i).digitValue();
            const int doubled = i % 2 == 1 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }

    /// Something that must not reach the public, and how it looks.
    struct Pattern {
        QRegularExpression shape;
        QString what;
        bool (*proves)(const QString &);
        Severity severity;
    };

    const QList<Pattern> &patterns()
    {
        static const QList<Pattern> list {
            { QRegularExpression(QStringLiteral("(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9])")),
                QStringLiteral("像居民身份证号码"), isResidentNumber, Severity::Error },
            { QRegularExpression(QStringLiteral("(?<![0-9-])1[3-9][0-9]{9}(?![0-9])")),
                QStringLiteral("像手机号码"), nullptr, Severity::Error },
            { QRegularExpression(QStringLiteral("(?<![0-9])[3-6][0-9]{15,18}(?![0-9])")),
                QStringLiteral("像银行卡号"), isCardNumber, Severity::Error },
            { QRegularExpression(QStringLiteral("〔内部〕|(绝密|机密|秘密)★")),
                QStringLiteral("是内部或密级标志"), nullptr, Severity::Error },
            { QRegularExpression(
                  QStringLiteral("(联系人|经办人|责任人|负责人)[：:]\\s*[\u4e00-\u9fa5]{2,4}")),
                QStringLiteral("像个人姓名"), nullptr, Severity::Warning },
        };
        return list;
    }

} // namespace

void checkPrivacy(const Workspace &workspace, Problems &problems)
{
    forEachText(workspace, [&](const Origin &origin, const QString &path, const QString &text) {
        for (const Pattern &pattern : patterns()) {
            const auto match = pattern.shape.match(text);
            if (!match.hasMatch() || (pattern.proves && !pattern.proves(match.captured(0)))) {
                continue;
            }
            // The number itself is not repeated in full: reports get passed around.
            const QString what
                = QStringLiteral("“%1…”%2（L13）").arg(match.captured(0).left(5), pattern.what);
            const QString remedy = QStringLiteral("公开的内容里不能有个人信息，删掉它");
            if (pattern.severity == Severity::Error) {
                problems.error(origin.at(path), what, remedy);
            } else {
                problems.warning(origin.at(path), what, remedy);
            }
        }
    });
}

} // namespace Hall
