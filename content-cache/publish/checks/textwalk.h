#pragma once

#include "publish/workspace/workspace.h"

#include <functional>
#include <optional>

namespace Hall {

/// What to do with one text of the workspace: its record, the path of the field, the text.
using TextVisit = std::function<void(const Origin &, const QString &, const QString &)>;

/// Walks every text a record would bring to a screen; values, dates and marks are passed over.
class TextWalk {
public:
    TextWalk(const Origin &origin, const QString &path, const TextVisit &visit)
        : m_origin(origin)
        , m_path(path)
        , m_visit(visit)
    {
    }

    template <typename T> void field(const char *name, T &value, Need = Need::Optional)
    {
        const QString word = QLatin1String(name);
        walk(value, m_path.isEmpty() ? word : m_path + u'.' + word);
    }

private:
    void walk(QString &text, const QString &path)
    {
        if (!text.isEmpty()) {
            m_visit(m_origin, path, text);
        }
    }

    template <typename T> void walk(QList<T> &list, const QString &path)
    {
        for (qsizetype i = 0; i < list.size(); ++i) {
            walk(list[i], QStringLiteral("%1[%2]").arg(path).arg(i + 1));
        }
    }

    template <typename T> void walk(std::optional<T> &value, const QString &path)
    {
        if (value) {
            walk(*value, path);
        }
    }

    template <typename T> void walk(T &value, const QString &path)
    {
        if constexpr (requires(TextWalk & v, T & x) { visitFields(v, x); }) {
            TextWalk inner(m_origin, path, m_visit);
            visitFields(inner, value);
        }
    }

    const Origin &m_origin;
    QString m_path;
    const TextVisit &m_visit;
};

/// The texts of one record.
template <typename T> void forEachText(const Sourced<T> &record, const TextVisit &visit)
{
    T value = record.value;
    TextWalk walk(record.origin, {}, visit);
    visitFields(walk, value);
}

/// The texts of all records that may reach a screen.
void forEachText(const Workspace &workspace, const TextVisit &visit);

} // namespace Hall
