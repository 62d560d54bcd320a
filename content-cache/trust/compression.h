#pragma once

#include "model/result.h"

#include <QByteArray>
#include <functional>
#include <memory>

namespace Hall {

/// One zstd frame (RFC 8878). The same input, level and library version give the same bytes.
QByteArray compress(const QByteArray &bytes, int level = 19);

/// Undoes compress() piece by piece, for objects that do not fit into memory. Stops as soon as the
/// text would pass `limit` bytes, so that a small file cannot fill a disk.
class Decompressor {
public:
    /// Takes a piece of the text; false ends the work.
    using Sink = std::function<bool(const QByteArray &)>;

    /// `where` names the compressed file in the failures. `base` is the content a patch was made
    /// against, see makePatch(); its bytes have to stay where they are meanwhile.
    Decompressor(qint64 limit, const QString &where, const QByteArray &base = {});
    ~Decompressor();

    /// Hands the text of the next compressed bytes to the sink.
    Result<Done> feed(const QByteArray &bytes, const Sink &sink);

    /// Success once the one frame has ended; to be asked after the last bytes.
    Result<Done> finish() const;

private:
    struct Stream;
    std::unique_ptr<Stream> m_stream;
    qint64 m_left;
    QString m_where;
    QByteArray m_base;
    bool m_ended = false;
};

/// Undoes compress(). Stops as soon as the text would pass `limit` bytes, so that a small file
/// cannot fill the memory; refuses broken, unfinished or trailing data.
Result<QByteArray> decompress(
    const QByteArray &bytes, qint64 limit, const QString &where, const QByteArray &base = {});

} // namespace Hall
