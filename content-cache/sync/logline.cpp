#include "logline.h"

#include <sys/stat.h>

namespace Hall {

bool leadsToJournal(int descriptor, const QByteArray &journalStream)
{
    struct stat info { };

    return !journalStream.isEmpty() && ::fstat(descriptor, &info) == 0
        && journalStream == QByteArray::number(info.st_dev) + ':' + QByteArray::number(info.st_ino);
}

QByteArray journalLine(Urgency urgency, const QString &text)
{
    QString line = text;
    line.replace(u'\n', u' ').replace(u'\r', u' ');
    return '<' + QByteArray::number(static_cast<int>(urgency)) + '>' + line.toUtf8();
}

} // namespace Hall
