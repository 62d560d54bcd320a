#pragma once

#include "publish/workspace/origin.h"
#include "publish/workspace/records.h"

#include <optional>

namespace Hall {

/// Reads a notice: a YAML head between lines of ---, then the text in Markdown. Its id is the name
/// of the file.
std::optional<Sourced<Notice>> readNotice(
    const QString &text, const QString &file, Problems &problems);

} // namespace Hall
