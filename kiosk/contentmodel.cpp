#include "kiosk/contentmodel.h"

#include "kiosk/clock.h"
#include "kiosk/kiosk.h"

#include <QQmlEngine>

namespace Hall {

ContentModel::ContentModel(const QList<QByteArray> &roles, QObject *parent)
    : QAbstractListModel(parent)
    , m_roles(roles)
{
}

void ContentModel::setLibrary(Library *library)
{
    if (m_library) {
        disconnect(m_library, nullptr, this, nullptr);
    }
    m_library = library;
    if (m_library) {
        connect(m_library, &Library::changed, this, &ContentModel::reload);
    }
    reload();
}

void ContentModel::componentComplete()
{
    if (const Kiosk *kiosk = Kiosk::of(qmlEngine(this))) {
        setLibrary(kiosk->library());
    }
}

void ContentModel::reload()
{
    beginResetModel();
    m_rows.clear();
    if (m_library && m_library->ready()) {
        m_rows = read({ *m_library->store(), m_library->clock().now(), m_library->hall() });
    }
    endResetModel();
    Q_EMIT loaded();
}

int ContentModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant ContentModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    return m_rows.at(index.row()).value(role - Qt::UserRole);
}

QHash<int, QByteArray> ContentModel::roleNames() const
{
    QHash<int, QByteArray> names;
    for (int i = 0; i < m_roles.size(); ++i) {
        names.insert(Qt::UserRole + i, m_roles.at(i));
    }
    return names;
}

} // namespace Hall
