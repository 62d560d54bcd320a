#include "kiosk/qrcode.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <qrencode.h>

namespace Hall {

namespace {

    constexpr int kLargestVersion = 9;
    constexpr int kLeastPixels = 4;

    struct Freed {
        void operator()(QRcode *code) const { QRcode_free(code); }
    };

    using Code = std::unique_ptr<QRcode, Freed>;

    Code encode(const QByteArray &bytes, int version, QRecLevel level)
    {
        return Code(QRcode_encodeData(static_cast<int>(bytes.size()),
            reinterpret_cast<const unsigned char *>(bytes.constData()), version, level));
    }

} // namespace

Result<QrCode> encodeQr(const QString &payload)
{
    const QByteArray bytes = payload.toUtf8();
    if (bytes.isEmpty()) {
        return Failure { QStringLiteral("qr"), QStringLiteral("nothing to encode") };
    }
    Code best = encode(bytes, 0, QR_ECLEVEL_M);
    if (!best || best->version > kLargestVersion) {
        return Failure { QStringLiteral("qr"),
            QStringLiteral("%1 bytes are too many for a code").arg(bytes.size()) };
    }
    char level = 'M';
    const std::pair<QRecLevel, char> higher[] = { { QR_ECLEVEL_H, 'H' }, { QR_ECLEVEL_Q, 'Q' } };
    for (const auto &[candidate, name] : higher) {
        Code raised = encode(bytes, best->version, candidate);
        if (raised && raised->version == best->version) {
            best = std::move(raised);
            level = name;
            break;
        }
    }
    QrCode code { best->version, best->width, level, {} };
    const auto count = static_cast<qsizetype>(best->width) * best->width;
    code.modules.resize(count);
    std::transform(best->data, best->data + count, code.modules.begin(),
        [](unsigned char module) { return static_cast<char>(module & 1U); });
    return code;
}

int modulePixels(double pxPerMm, double minimumMm)
{
    return std::max(kLeastPixels, static_cast<int>(std::ceil(minimumMm * pxPerMm - 1e-9)));
}

} // namespace Hall
