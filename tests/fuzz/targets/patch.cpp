// Compressed objects and patches: bounded whatever they say, and undone by their opposite.
#include "trust/patch.h"

#include "property.h"
#include "trust/compression.h"

#include <cstdint>

using namespace Hall;

namespace {

constexpr qint64 limit = 1024 * 1024;

} // namespace

// The first byte says where the old content ends and the patch begins.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    if (input.isEmpty())
        return 0;
    const qsizetype split = input.size() * static_cast<uchar>(input.at(0)) / 256;
    const QByteArray from = input.mid(1, split);
    const QByteArray rest = input.mid(1 + split);
    const QString where = QStringLiteral("f");

    const Result<QByteArray> plain = decompress(rest, limit, where);
    mustHold(!plain || plain.value().size() <= limit, "a compressed object keeps to its limit");
    const Result<QByteArray> patched = applyPatch(rest, from, limit, where);
    mustHold(!patched || patched.value().size() <= limit, "a patched file keeps to its limit");

    if (rest.size() > 4096)
        return 0;
    const Result<QByteArray> back = decompress(compress(rest, 1), rest.size(), where);
    mustHold(back.ok() && back.value() == rest, "decompressing undoes compressing");
    const Result<QByteArray> made = applyPatch(makePatch(from, rest, 1), from, rest.size(), where);
    mustHold(made.ok() && made.value() == rest, "a patch leads from the old content to the new");
    return 0;
}
