#pragma once

#include "model/result.h"

#include <QByteArray>
#include <QString>

namespace Hall {

/// A QR code as modules: `side` rows of `side` bytes, 1 dark.
struct QrCode {
    int version = 0;
    int side = 0;
    char level = 'M'; ///< error correction L, M, Q, H
    QByteArray modules;

    bool dark(int row, int column) const { return modules.at(row * side + column) != 0; }
};

/// Clear modules around a code (ISO/IEC 18004).
inline constexpr int kQuietModules = 4;

/// Encodes bytes (UTF-8) at level M, then at the highest level that needs no larger code: what is
/// free of charge helps against glare. Fails on texts that would need more than version 9, which is
/// the largest that stays readable at kiosk size.
Result<QrCode> encodeQr(const QString &payload);

/// Whole pixels of a module: at least 4 px and at least `minimumMm`.
int modulePixels(double pxPerMm, double minimumMm);

} // namespace Hall
