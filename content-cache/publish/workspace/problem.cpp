#include "publish/workspace/problem.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <tuple>

namespace Hall {

namespace {

    auto orderOf(const Problem &problem)
    {
        return std::tie(problem.place.file, problem.place.line, problem.place.column,
            problem.place.field, problem.what);
    }

    QString severityWord(Severity severity)
    {
        return severity == Severity::Error ? QStringLiteral("错误") : QStringLiteral("提醒");
    }

    QString lineOf(const Problem &problem)
    {
        QString where = problem.place.file;
        if (problem.place.line > 0) {
            where += QStringLiteral(":%1").arg(problem.place.line);
        }
        if (problem.place.line > 0 && problem.place.column > 0) {
            where += QStringLiteral(":%1").arg(problem.place.column);
        }
        QString line = QStringLiteral("%1 %2：").arg(severityWord(problem.severity), where);
        if (!problem.place.field.isEmpty()) {
            line += QStringLiteral("「%1」").arg(problem.place.field);
        }
        line += problem.what;
        if (!problem.remedy.isEmpty()) {
            line += QStringLiteral("。%1").arg(problem.remedy);
        }
        return line + QLatin1Char('\n');
    }

    QJsonObject jsonOf(const Place &place)
    {
        QJsonObject json { { QStringLiteral("file"), place.file },
            { QStringLiteral("line"), place.line } };
        if (place.column > 0) {
            json.insert(QStringLiteral("column"), place.column);
        }
        if (!place.field.isEmpty()) {
            json.insert(QStringLiteral("field"), place.field);
        }
        return json;
    }

} // namespace

void Problems::error(const Place &place, const QString &what, const QString &remedy)
{
    m_all.append({ place, Severity::Error, what, remedy });
    ++m_errors;
}

void Problems::warning(const Place &place, const QString &what, const QString &remedy)
{
    m_all.append({ place, Severity::Warning, what, remedy });
}

QList<Problem> Problems::sorted() const
{
    QList<Problem> list = m_all;
    std::stable_sort(list.begin(), list.end(),
        [](const Problem &a, const Problem &b) { return orderOf(a) < orderOf(b); });
    const auto same = [](const Problem &a, const Problem &b) { return orderOf(a) == orderOf(b); };
    list.erase(std::unique(list.begin(), list.end(), same), list.end());
    return list;
}

QString problemsText(const Problems &problems)
{
    QString text;
    const QList<Problem> sorted = problems.sorted();
    for (const Problem &problem : sorted) {
        text += lineOf(problem);
    }
    return text;
}

QByteArray problemsJson(const Problems &problems, const QList<PendingFact> &pending)
{
    QJsonArray list;
    const QList<Problem> sorted = problems.sorted();
    for (const Problem &problem : sorted) {
        QJsonObject json = jsonOf(problem.place);
        const bool isError = problem.severity == Severity::Error;
        json.insert(QStringLiteral("severity"),
            isError ? QStringLiteral("error") : QStringLiteral("warning"));
        json.insert(QStringLiteral("what"), problem.what);
        json.insert(QStringLiteral("remedy"), problem.remedy);
        list.append(json);
    }
    QJsonArray facts;
    for (const PendingFact &fact : pending) {
        QJsonObject json = jsonOf(fact.place);
        json.insert(QStringLiteral("record"), fact.record);
        json.insert(QStringLiteral("wholeRecord"), fact.wholeRecord);
        facts.append(json);
    }
    const QJsonObject document { { QStringLiteral("errors"), problems.errors() },
        { QStringLiteral("warnings"), problems.warnings() }, { QStringLiteral("problems"), list },
        { QStringLiteral("pending"), facts } };
    return QJsonDocument(document).toJson(QJsonDocument::Indented);
}

} // namespace Hall
