#include "kiosk/fallbackwriter.h"

#include "kiosk/library.h"

#include <QFile>
#include <QLoggingCategory>
#include <QSaveFile>

namespace Hall {

namespace {

    Q_LOGGING_CATEGORY(lcFallback, "hall.fallback")

    // In this order, as many as the release knows.
    QStringList wanted()
    {
        return { QStringLiteral("110"), QStringLiteral("119"), QStringLiteral("120"),
            QStringLiteral("122"), QStringLiteral("12345"), QStringLiteral("12389") };
    }

} // namespace

FallbackText fallbackTextOf(const Library &library)
{
    FallbackText text;
    if (!library.ready()) {
        return text;
    }
    text.title = library.bureau();
    text.sentences << QStringLiteral("屏幕正在恢复。请到窗口办理，或者拨打下面的电话。");
    const QList<Hotline> hotlines = library.store()->hotlines();
    for (const QString &number : wanted()) {
        for (const Hotline &one : hotlines) {
            if (one.number == number) {
                text.numbers << FallbackText::Number { one.number, one.name };
            }
        }
    }
    return text;
}

FallbackWriter::FallbackWriter(const QString &file, const Library &library, QObject *parent)
    : QObject(parent)
    , m_file(file)
    , m_library(library)
{
    connect(&library, &Library::changed, this, &FallbackWriter::write);
    write();
}

void FallbackWriter::write()
{
    const FallbackText text = fallbackTextOf(m_library);
    QFile old(m_file);
    if (!text.complete() || (old.open(QIODevice::ReadOnly) && old.readAll() == text.toFile())) {
        return;
    }
    QSaveFile file(m_file);
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toFile()) < 0 || !file.commit()) {
        qCWarning(lcFallback).noquote() << m_file << file.errorString();
    }
}

} // namespace Hall
