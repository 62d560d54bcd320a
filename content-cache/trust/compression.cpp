#include "compression.h"

#include <algorithm>
#include <bit>
#include <zstd.h>

namespace Hall {

namespace {

    // A frame may ask for a window as large as it likes; no larger one than its text is of any use.
    int largestWindow(qint64 limit)
    {
        constexpr int least = 10; // the format's own
        constexpr int most = 27; // of a patch, see makePatch()
        const auto size = static_cast<quint64>(std::max<qint64>(limit, 1));
        return std::clamp(64 - std::countl_zero(size - 1), least, most);
    }

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

struct Decompressor::Stream {
    Stream()
        : context(ZSTD_createDStream())
    {
    }

    ~Stream() { ZSTD_freeDStream(context); }

    Q_DISABLE_COPY_MOVE(Stream)

    ZSTD_DStream *context;
};

Decompressor::Decompressor(qint64 limit, const QString &where, const QByteArray &base)
    : m_stream(std::make_unique<Stream>())
    , m_left(limit)
    , m_where(where)
    , m_base(base)
{
    ZSTD_DStream *context = m_stream->context;
    ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, largestWindow(limit));
    ZSTD_DCtx_refPrefix(context, m_base.constData(), static_cast<size_t>(m_base.size()));
}

Decompressor::~Decompressor() = default;

Result<Done> Decompressor::feed(const QByteArray &bytes, const Sink &sink)
{
    QByteArray piece(static_cast<qsizetype>(ZSTD_DStreamOutSize()), Qt::Uninitialized);
    ZSTD_inBuffer input { bytes.constData(), static_cast<size_t>(bytes.size()), 0 };
    bool pieceWasFull = false;
    while (!m_ended && (input.pos < input.size || pieceWasFull)) {
        ZSTD_outBuffer output { piece.data(), static_cast<size_t>(piece.size()), 0 };
        const size_t hint = ZSTD_decompressStream(m_stream->context, &output, &input);
        if (ZSTD_isError(hint))
            return Failure { m_where, QStringLiteral("the compressed data is damaged") };
        const auto made = static_cast<qsizetype>(output.pos);
        m_left -= made;
        if (m_left < 0)
            return Failure { m_where, QStringLiteral("the text is longer than announced") };
        if (!sink(piece.left(made)))
            return Failure { m_where, QStringLiteral("the text could not be kept") };
        m_ended = hint == 0;
        pieceWasFull = output.pos == output.size;
    }
    if (input.pos < input.size)
        return Failure { m_where, QStringLiteral("there is data after the compressed text") };
    return Done {};
}

Result<Done> Decompressor::finish() const
{
    if (!m_ended)
        return Failure { m_where, QStringLiteral("the compressed data ends too early") };
    return Done {};
}

Result<QByteArray> decompress(
    const QByteArray &bytes, qint64 limit, const QString &where, const QByteArray &base)
{
    QByteArray text;
    Decompressor decompressor(limit, where, base);
    const Result<Done> fed = decompressor.feed(bytes, [&text](const QByteArray &piece) {
        text.append(piece);
        return true;
    });
    if (!fed)
        return fed.failure();
    if (const Result<Done> ended = decompressor.finish(); !ended)
        return ended.failure();
    return text;
}

} // namespace Hall
