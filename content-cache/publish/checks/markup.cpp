#include "publish/checks/checks.h"
#include "publish/checks/textwalk.h"
#include "publish/workspace/scalars.h"

#include <QRegularExpression>

namespace Hall {

namespace {

    // The one form that a build replaces, and only in guides.
    QString withoutReferences(const QString &text)
    {
        static const QRegularExpression reference(QStringLiteral("<fee:[^<>]*>"));
        return QString(text).remove(reference);
    }

    void checkVisible(const Place &place, const QString &text, Problems &problems)
    {
        static const QRegularExpression fee(
            QStringLiteral("[<＜]\\s*fee"), QRegularExpression::CaseInsensitiveOption);
        static const QRegularExpression tag(QStringLiteral("</?[A-Za-z!][^<>]*>?"));
        if (text.contains(fee)) {
            problems.error(place, QStringLiteral("收费引用没有写对，屏幕上会显示成“<fee…”"),
                QStringLiteral("在事项里写 <fee:收费编号>，用半角尖括号和冒号；别处直接写文字"));
        } else if (const auto found = tag.match(text); found.hasMatch()) {
            problems.error(place,
                QStringLiteral("文字里有标记“%1”，屏幕上会照样显示").arg(found.captured().left(40)),
                QStringLiteral("删掉尖括号和里面的字"));
        }
        if (text.contains(pendingWord())) {
            problems.error(place, QStringLiteral("文字里夹着“待核”，会原样上屏"),
                QStringLiteral("整个值写 待核，或只留核实过的话"));
        }
    }

} // namespace

void checkMarkup(const Workspace &workspace, Problems &problems)
{
    const auto visit = [&](const Origin &origin, const QString &path, const QString &text) {
        static const QStringList notShown { QStringLiteral("source"), QStringLiteral("html") };
        if (!notShown.contains(path)) {
            const bool guide = origin.file.startsWith(QStringLiteral("items/"));
            checkVisible(origin.at(path), guide ? withoutReferences(text) : text, problems);
        }
    };
    forEachText(workspace, visit);
}

} // namespace Hall
