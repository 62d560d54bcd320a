#pragma once

#include "publish/workspace/problem.h"

#include <QString>
#include <optional>
#include <vector>

namespace Hall {

/// A YAML value with its place. Unlike yaml-cpp's own nodes it keeps a line for empty values too.
struct YamlNode {
    enum class Kind { Nothing, Scalar, List, Map };

    Kind kind = Kind::Nothing;
    QString text; ///< of a scalar
    int line = 0;
    int column = 0;
    std::vector<YamlNode> children; ///< entries of a list; key, value, key, value … of a map

    bool isMap() const { return kind == Kind::Map; }

    bool isList() const { return kind == Kind::List; }

    bool isScalar() const { return kind == Kind::Scalar; }

    /// The value of a key of a map, or null.
    const YamlNode *find(const QString &key) const;

    /// The keys of a map, in the order of the file.
    std::vector<const YamlNode *> keys() const;
};

/// Parses one document (YAML 1.2 as yaml-cpp reads it). Tabs in the indentation, duplicate keys,
/// anchors and aliases (which can blow a small file up to gigabytes) and a second document are
/// problems; `firstLine` is the number of the text's first line.
std::optional<YamlNode> parseYaml(
    const QString &text, const QString &file, Problems &problems, int firstLine = 1);

} // namespace Hall
