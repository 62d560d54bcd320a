#include "publish/inbox/inboxcsv.h"

#include "publish/release/durablefiles.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QSaveFile>

namespace Hall {

namespace {

    QByteArray line(const QStringList &cells)
    {
        QByteArray text;
        for (const QString &cell : cells) {
            text += (text.isEmpty() ? QByteArray() : QByteArray(",")) + csvCell(cell);
        }
        return text + "\r\n";
    }

    Failure writeFailure(const QSaveFile &file)
    {
        return { file.fileName(), QStringLiteral("写不进去：%1").arg(file.errorString()) };
    }

} // namespace

QByteArray csvCell(const QString &text)
{
    static const QRegularExpression number(QStringLiteral("\\A-?[0-9]+(\\.[0-9]+)?\\z"));
    static const QRegularExpression formula(QStringLiteral("\\A[\\s\\x00]*[=+\\-@\\x{FF1D}\\x{FF0B}"
                                                           "\\x{FF0D}\\x{FF20}]|\\A[\\t\\r\\n]"));
    QString cell = text;
    if (formula.match(cell).hasMatch() && !number.match(cell).hasMatch()) {
        cell.prepend(u'\'');
    }
    return '"' + cell.replace(u'"', QLatin1String("\"\"")).toUtf8() + '"';
}

Result<qint64> writeCsv(const InboxTable &table, const QString &path)
{
    QSaveFile file(path);
    file.setDirectWriteFallback(false);
    const QByteArray head = "\xEF\xBB\xBF"
        + line({ QStringLiteral("终端"), QStringLiteral("类别"), QStringLiteral("编号"),
            QStringLiteral("收到时间"), QStringLiteral("项目"), QStringLiteral("值") });
    if (!file.open(QIODevice::WriteOnly) || file.write(head) != head.size()) {
        return writeFailure(file);
    }
    qint64 rows = 0;
    const auto take = [&](const InboxTable::Field &field) -> Result<Done> {
        const QByteArray bytes = line({ field.kiosk, field.kind, field.id,
            field.received.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")),
            field.path, field.value });
        ++rows;
        return file.write(bytes) == bytes.size() ? Result<Done>(Done {}) : writeFailure(file);
    };
    const Result<Done> written = table.eachField(take);
    if (!written) {
        return written.failure();
    }
    if (!file.commit()) {
        return writeFailure(file);
    }
    const Result<Done> synced = syncFolder(QFileInfo(path).absolutePath());
    return synced ? Result<qint64>(rows) : synced.failure();
}

} // namespace Hall
