#include "kiosk/screenprobe.h"

#include <QDir>
#include <QFileInfo>
#include <QImage>
#include <QQuickItem>
#include <QQuickWindow>
#include <QUrl>
#include <QtGui/qtestsupport_gui.h>
#include <algorithm>

namespace Hall {

namespace {

    // Names of a thing, best first: what a screen reader says, what is written.
    QStringList namesOf(const QQuickItem *item)
    {
        QStringList names;
        for (const char *property : { "label", "text" }) {
            const QVariant value = item->property(property);
            if (value.typeId() == QMetaType::QString && !value.toString().isEmpty()) {
                names << value.toString().remove(QChar(0x2060)); // word joiners are not seen
            }
        }
        return names;
    }

    QRectF sceneRect(const QQuickItem *item)
    {
        return item->mapRectToScene(QRectF(0, 0, item->width(), item->height()));
    }

    bool insideClips(const QQuickItem *item, const QPointF &point)
    {
        for (const QQuickItem *up = item->parentItem(); up; up = up->parentItem()) {
            if (up->clip() && !sceneRect(up).contains(point)) {
                return false;
            }
        }
        return true;
    }

    bool isTarget(const QQuickItem *item)
    {
        return item->isEnabled() && item->property("repeatGuard").isValid();
    }

    // What is seen of an item within the clips around it.
    QRectF seenRect(const QQuickItem *item)
    {
        QRectF rect = sceneRect(item);
        for (const QQuickItem *up = item->parentItem(); up; up = up->parentItem()) {
            rect = up->clip() ? rect.intersected(sceneRect(up)) : rect;
        }
        return rect;
    }

    int rankOf(const QStringList &names, const QString &text)
    {
        if (names.contains(text)) {
            return 0;
        }
        const bool part = std::any_of(
            names.cbegin(), names.cend(), [&](const QString &name) { return name.contains(text); });
        return part ? 1 : 2;
    }

    void dropPictures(QQuickItem *item)
    {
        if (item->inherits("QQuickImageBase")) {
            item->setProperty("source", QUrl());
        }
        for (QQuickItem *child : item->childItems()) {
            dropPictures(child);
        }
    }

} // namespace

ScreenProbe::ScreenProbe(QQuickWindow *window)
    : m_window(window)
    , m_finger(QTest::createTouchDevice())
{
}

ScreenProbe::~ScreenProbe()
{
    // At the end Qt's software scene graph forgets the pictures it still shows; one frame without
    // them gives them back.
    dropPictures(m_window->contentItem());
    m_window->grabWindow();
}

template <typename Visit> void ScreenProbe::visit(QQuickItem *item, const Visit &see) const
{
    if (!item->isVisible() || item->opacity() <= 0) {
        return;
    }
    const QRectF window(QPointF(0, 0), QSizeF(m_window->size()));
    const QPointF centre = sceneRect(item).center();
    if (item->width() > 0 && window.contains(centre) && insideClips(item, centre)) {
        see(item, centre);
    }
    const QList<QQuickItem *> children = item->childItems();
    for (QQuickItem *child : children) {
        visit(child, see);
    }
}

QStringList ScreenProbe::visibleTexts() const
{
    QStringList texts;
    visit(m_window->contentItem(),
        [&](const QQuickItem *item, const QPointF &) { texts += namesOf(item); });
    texts.removeDuplicates();
    return texts;
}

bool ScreenProbe::shows(const QString &text) const
{
    const QStringList texts = visibleTexts();
    return std::any_of(
        texts.cbegin(), texts.cend(), [&](const QString &one) { return one.contains(text); });
}

QStringList ScreenProbe::overlaps() const
{
    constexpr double kEdgePx = 1; // rounded edges may touch
    QStringList pairs;
    QList<const QQuickItem *> targets;
    visit(m_window->contentItem(), [&](const QQuickItem *item, const QPointF &) {
        if (!isTarget(item)) {
            return;
        }
        for (const QQuickItem *other : std::as_const(targets)) {
            const QRectF both = seenRect(item).intersected(seenRect(other));
            if (both.width() > kEdgePx && both.height() > kEdgePx && !other->isAncestorOf(item)) {
                pairs << QStringLiteral("\"%1\" and \"%2\"")
                             .arg(namesOf(other).value(0), namesOf(item).value(0));
            }
        }
        targets << item;
    });
    return pairs;
}

std::optional<QPointF> ScreenProbe::find(const QString &text) const
{
    int best = 2;
    std::optional<QPointF> place;
    visit(m_window->contentItem(), [&](const QQuickItem *item, const QPointF &centre) {
        const int rank = item->isEnabled() ? rankOf(namesOf(item), text) : 2;
        if (rank < best) {
            best = rank;
            place = centre;
        }
    });
    return place;
}

bool ScreenProbe::tap(const QString &text)
{
    const auto place = find(text);
    if (place) {
        tapAt(*place);
    }
    return place.has_value();
}

void ScreenProbe::tapAt(const QPointF &point)
{
    const QPointF global = m_window->mapToGlobal(point);
    for (const auto state : { QEventPoint::State::Pressed, QEventPoint::State::Released }) {
        qt_handleTouchEventv2(m_window, m_finger.get(), { QEventPoint(1, state, point, global) });
    }
}

bool ScreenProbe::grab(const QString &file) const
{
    QDir().mkpath(QFileInfo(file).absolutePath());
    return m_window->grabWindow().save(file);
}

} // namespace Hall
