#pragma once

#include "model/fields.h"
#include "model/records.h"

#include <QStringList>

namespace Hall {

/// Writes the amounts of the fee table into a record's texts: `<fee:sfz-bu>` becomes 40元, so that
/// a sentence cannot keep an old amount.
template <typename T> void fillAmounts(T &record, const QList<Fee> &fees);

/// The ids that a text refers to by `<fee:…>`.
QStringList feesNamedIn(const QString &text);

/// The text with its references replaced; those without a known amount stay as they are.
QString withAmounts(const QString &text, const QList<Fee> &fees);

/// The visitor behind fillAmounts().
class AmountFiller {
public:
    explicit AmountFiller(const QList<Fee> &fees)
        : m_fees(fees)
    {
    }

    template <typename T> void field(const char *, T &value, Need = Need::Optional) { fill(value); }

private:
    void fill(QString &text) { text = withAmounts(text, m_fees); }

    template <typename T> void fill(QList<T> &list)
    {
        for (T &one : list) {
            fill(one);
        }
    }

    template <typename T> void fill(std::optional<T> &value)
    {
        if (value) {
            fill(*value);
        }
    }

    template <typename T> void fill(T &value)
    {
        if constexpr (requires(AmountFiller & v, T & x) { visitFields(v, x); }) {
            visitFields(*this, value);
        }
    }

    const QList<Fee> &m_fees;
};

template <typename T> void fillAmounts(T &record, const QList<Fee> &fees)
{
    AmountFiller filler(fees);
    visitFields(filler, record);
}

} // namespace Hall
