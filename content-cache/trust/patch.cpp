#include "patch.h"

#include "compression.h"

#include <algorithm>
#include <bit>
#include <memory>
#include <zstd.h>

namespace Hall {

namespace {

    size_t checked(size_t code)
    {
        if (ZSTD_isError(code))
            qFatal("zstd: %s", ZSTD_getErrorName(code));
        return code;
    }

    // Wide enough that the last byte of the new content still sees the first one of the old.
    int windowFor(const QByteArray &from, const QByteArray &to)
    {
        const auto reach = static_cast<quint64>(from.size() + to.size());
        return std::clamp(64 - std::countl_zero(reach), 10, 27);
    }

} // namespace

QByteArray makePatch(const QByteArray &from, const QByteArray &to, int level)
{
    if (std::max(from.size(), to.size()) > largestPatched)
        qFatal("a patch of more than %lld bytes was asked for", largestPatched);
    const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(
        ZSTD_createCCtx(), ZSTD_freeCCtx);
    const int window = windowFor(from, to);
    checked(ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, level));
    checked(ZSTD_CCtx_setParameter(context.get(), ZSTD_c_windowLog, window));
    // The tables of the level reach back only so far; the long-distance matcher covers the rest.
    checked(ZSTD_CCtx_setParameter(context.get(), ZSTD_c_enableLongDistanceMatching, 1));
    checked(ZSTD_CCtx_refPrefix(context.get(), from.constData(), static_cast<size_t>(from.size())));
    const auto size = static_cast<size_t>(to.size());
    QByteArray out(static_cast<qsizetype>(ZSTD_compressBound(size)), Qt::Uninitialized);
    const size_t written = checked(ZSTD_compress2(
        context.get(), out.data(), static_cast<size_t>(out.size()), to.constData(), size));
    out.resize(static_cast<qsizetype>(written));
    return out;
}

Result<QByteArray> applyPatch(
    const QByteArray &patch, const QByteArray &from, qint64 limit, const QString &where)
{
    return decompress(patch, limit, where, from);
}

} // namespace Hall
