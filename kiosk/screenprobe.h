#pragma once

#include <QPointF>
#include <QString>
#include <QStringList>
#include <memory>
#include <optional>

class QPointingDevice;
class QQuickItem;
class QQuickWindow;

namespace Hall {

/// Looks at a window as a person does: reads what is visible, touches what is named.
class ScreenProbe {
public:
    explicit ScreenProbe(QQuickWindow *window);
    ~ScreenProbe();

    /// Everything that can be read now: texts, and accessible names of what has no text.
    QStringList visibleTexts() const;

    bool shows(const QString &text) const;

    /// Pairs of touch targets that cover each other, by their names.
    QStringList overlaps() const;

    /// Where a finger would go for this text or name: the whole name first, then a part of one.
    std::optional<QPointF> find(const QString &text) const;

    /// A short touch in the middle of what is so named; false where it is not to be seen.
    bool tap(const QString &text);
    void tapAt(const QPointF &point);

    /// Writes what the window shows now.
    bool grab(const QString &file) const;

private:
    template <typename Visit> void visit(QQuickItem *item, const Visit &see) const;

    QQuickWindow *m_window;
    std::unique_ptr<QPointingDevice> m_finger;
};

} // namespace Hall
