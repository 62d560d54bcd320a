#pragma once

#include "publish/workspace/recordrules.h"

namespace Hall {

/// Collects the names of a record's fields: a visitor that reads nothing.
class FieldList {
public:
    QStringList names;
    QStringList required;

    template <typename T> void field(const char *name, T &, Need need = Need::Optional)
    {
        names << QLatin1String(name);
        if (need == Need::Required) {
            required << QLatin1String(name);
        }
    }
};

/// The fields an editor may write in a record of this type.
template <typename T> FieldList editableFields()
{
    FieldList list;
    T record;
    visitFields(list, record);
    const RecordRules rules = rulesOf<T>();
    for (const QString &name : rules.computed) {
        list.names.removeAll(name);
        list.required.removeAll(name);
    }
    return list;
}

} // namespace Hall
