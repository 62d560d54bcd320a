#pragma once

#include <QAbstractListModel>
#include <QJsonObject>
#include <QList>
#include <QtQml/qqmlregistration.h>

namespace Hall {

/// One line of the technician's page.
struct MachineFact {
    QString label;
    QString value;
    bool bad = false; ///< somebody has to see to it

    bool operator==(const MachineFact &) const = default;
};

/// What hall-sync's status file says, in lines: what is shown, since when, what is wrong.
QList<MachineFact> syncFacts(const QJsonObject &status);

/// What the machine's report says, in lines.
QList<MachineFact> reportFacts(const QJsonObject &report);

/// A small file of JSON; empty where there is none that can be read.
QJsonObject jsonIn(const QString &file);

/// The lines of the technician's page, as a list; the bad ones come first.
class MachineFacts : public QAbstractListModel {
    Q_OBJECT
    QML_ANONYMOUS

public:
    using QAbstractListModel::QAbstractListModel;

    void set(const QList<MachineFact> &facts);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

private:
    QList<MachineFact> m_facts;
};

} // namespace Hall
