#include "publish/commands/optionforms.h"

#include "model/textcodec.h"

#include <QRegularExpression>

namespace Hall {

namespace OptionForm {

    namespace {

        QString numberFrom(const QString &value, int least, int most, const QString &form)
        {
            bool read = false;
            const int number = value.toInt(&read);
            return read && number >= least && number <= most ? QString() : form;
        }

    } // namespace

    QString number(const QString &value)
    {
        return numberFrom(value, 0, INT_MAX, QStringLiteral("应写从 0 起的整数"));
    }

    QString positive(const QString &value)
    {
        return numberFrom(value, 1, INT_MAX, QStringLiteral("应写正整数"));
    }

    QString percent(const QString &value)
    {
        return numberFrom(value, 0, 100, QStringLiteral("应写 0 到 100 的整数"));
    }

    QString day(const QString &value)
    {
        QDate date;
        return fromText(value, date) ? QString() : QStringLiteral("应写%1").arg(formOf(date));
    }

    QString moment(const QString &value)
    {
        return momentOf(value).isValid()
            ? QString()
            : QStringLiteral("应写时刻，如 2026-11-22T14:00:00（本机时间）或末尾加 Z（UTC）");
    }

    QString version(const QString &value)
    {
        static const QRegularExpression form(
            QStringLiteral("^(0|[1-9][0-9]{0,5})(\\.(0|[1-9][0-9]{0,5})){1,3}$"));
        return form.match(value).hasMatch() ? QString() : QStringLiteral("应写程序版本，如 0.1.0");
    }

    QString channel(const QString &value)
    {
        static const QRegularExpression form(QStringLiteral("^[a-z0-9][a-z0-9-]{0,63}$"));
        return form.match(value).hasMatch() ? QString()
                                            : QStringLiteral("应写小写字母、数字和连字符");
    }

    QString county(const QString &value)
    {
        static const QRegularExpression form(QStringLiteral("^[a-z][a-z0-9-]{0,30}$"));
        static const QStringList taken { QStringLiteral("root"), QStringLiteral("targets"),
            QStringLiteral("snapshot"), QStringLiteral("timestamp") };
        return form.match(value).hasMatch() && !taken.contains(value)
            ? QString()
            : QStringLiteral("应写小写字母开头的名字，如 xinbin，不能是 root、targets 这样的角色");
    }

} // namespace OptionForm

QString dayOf(const QDateTime &moment) { return moment.toLocalTime().date().toString(Qt::ISODate); }

QDateTime momentOf(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z?$"));
    return form.match(text).hasMatch() ? QDateTime::fromString(text, Qt::ISODate).toUTC()
                                       : QDateTime();
}

} // namespace Hall
