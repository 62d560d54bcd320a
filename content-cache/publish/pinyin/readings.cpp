#include "publish/pinyin/readings.h"

#include <QFile>
#include <QTextStream>

static void initReadingsResource() { Q_INIT_RESOURCE(readings); }

namespace Hall {

Readings::Readings()
{
    initReadingsResource();
    QFile file(QStringLiteral(":/publish/readings.txt"));
    if (!file.open(QIODevice::ReadOnly)) {
        return;
    }
    while (!file.atEnd()) {
        const QList<QByteArray> line = file.readLine().trimmed().split(' ');
        if (line.size() == 2) {
            m_table.insert(
                QChar(line.at(0).toUShort(nullptr, 16)), QString::fromLatin1(line.at(1)));
        }
    }
}

const Readings &Readings::builtIn()
{
    static const Readings table;
    return table;
}

QStringList Readings::of(QChar character) const
{
    return m_table.value(character).split(u',', Qt::SkipEmptyParts);
}

} // namespace Hall
