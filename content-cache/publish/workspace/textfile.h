#pragma once

#include "publish/workspace/problem.h"

#include <optional>

namespace Hall {

/// The most a workspace file may weigh; more is a mistake or an attack, never a guide.
inline constexpr qint64 kMaxTextFileBytes = 4 * 1024 * 1024;

/// What an editor's program may have saved: UTF-8 with or without byte order mark, or GB 18030.
/// Anything else, NUL bytes and control characters become a sentence in `problems`; line ends come
/// back as \n.
std::optional<QString> decodeText(const QByteArray &bytes, const QString &file, Problems &problems);

/// Reads one file of the workspace; `file` is relative to `directory`.
std::optional<QString> readTextFile(
    const QString &directory, const QString &file, Problems &problems);

} // namespace Hall
