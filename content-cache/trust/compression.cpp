#include "compression.h"

#include <algorithm>
#include <memory>
#include <zstd.h>

namespace Hall {

namespace {

    struct Free {
        void operator()(ZSTD_DStream *stream) const { ZSTD_freeDStream(stream); }
    };

} // namespace

QByteArray compress(const QByteArray &bytes, int level)
{
    const size_t size = static_cast<size_t>(bytes.size());
    QByteArray out(static_cast<qsizetype>(ZSTD_compressBound(size)), Qt::Uninitialized);
    const size_t written = ZSTD_compress(
        out.data(), static_cast<size_t>(out.size()), bytes.constData(), size, level);
    if (ZSTD_isError(written))
        qFatal("zstd: %s", ZSTD_getErrorName(written));
    out.resize(static_cast<qsizetype>(written));
    return out;
}

Result<QByteArray> decompress(const QByteArray &bytes, qint64 limit, const QString &where)
{
    const std::unique_ptr<ZSTD_DStream, Free> stream(ZSTD_createDStream());
    QByteArray out;
    QByteArray piece(static_cast<qsizetype>(ZSTD_DStreamOutSize()), Qt::Uninitialized);
    ZSTD_inBuffer input { bytes.constData(), static_cast<size_t>(bytes.size()), 0 };
    size_t hint = 1;
    while (hint != 0) {
        ZSTD_outBuffer output { piece.data(), static_cast<size_t>(piece.size()), 0 };
        const size_t before = input.pos;
        hint = ZSTD_decompressStream(stream.get(), &output, &input);
        if (ZSTD_isError(hint))
            return Failure { where, QStringLiteral("the compressed data is damaged") };
        if (out.size() + static_cast<qint64>(output.pos) > limit)
            return Failure { where,
                QStringLiteral("the text is longer than the %1 bytes announced").arg(limit) };
        out.append(piece.constData(), static_cast<qsizetype>(output.pos));
        if (hint != 0 && output.pos == 0 && input.pos == before)
            return Failure { where, QStringLiteral("the compressed data ends too early") };
    }
    if (input.pos != input.size)
        return Failure { where, QStringLiteral("there is data after the compressed text") };
    return out;
}

} // namespace Hall
