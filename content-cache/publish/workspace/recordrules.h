#pragma once

#include "model/fields.h"
#include "publish/workspace/records.h"

#include <QStringList>

namespace Hall {

/// What distinguishes a record in the workspace from the same record in a release: fields that
/// only `build` fills, fields that only editors need, and fields without which it cannot be shown.
struct RecordRules {
    QStringList computed;
    QStringList editorial;
    QStringList essential; ///< hidden as a whole while one of these is 待核
};

inline QStringList provenanceFields()
{
    return { QStringLiteral("owner"), QStringLiteral("source"), QStringLiteral("verifiedOn"),
        QStringLiteral("reviewDue"), QStringLiteral("disclosure"), QStringLiteral("confidence") };
}

template <typename T> RecordRules rulesOf() { return { {}, {}, { QStringLiteral("name") } }; }

template <> inline RecordRules rulesOf<Item>()
{
    return { {}, {},
        { QStringLiteral("title"), QStringLiteral("state"), QStringLiteral("kind"),
            QStringLiteral("disclosure") } };
}

template <> inline RecordRules rulesOf<Topic>()
{
    return { { QStringLiteral("kind"), QStringLiteral("itemCount") },
        { QStringLiteral("personCodes"), QStringLiteral("legalCodes") },
        { QStringLiteral("title") } };
}

template <> inline RecordRules rulesOf<Fee>()
{
    return { {}, {},
        { QStringLiteral("name"), QStringLiteral("amount"), QStringLiteral("docNo") } };
}

template <> inline RecordRules rulesOf<Hotline>()
{
    return { {}, {},
        { QStringLiteral("name"), QStringLiteral("number"), QStringLiteral("purpose") } };
}

template <> inline RecordRules rulesOf<Form>()
{
    return { { QStringLiteral("bytes"), QStringLiteral("pageCount"), QStringLiteral("pagePictures"),
                 QStringLiteral("url"), QStringLiteral("sampleUrl") },
        { QStringLiteral("printable") }, { QStringLiteral("name"), QStringLiteral("file") } };
}

template <> inline RecordRules rulesOf<Law>()
{
    return { {}, {}, { QStringLiteral("name"), QStringLiteral("validity") } };
}

template <> inline RecordRules rulesOf<Notice>()
{
    return { { QStringLiteral("id"), QStringLiteral("html"), QStringLiteral("text") }, {},
        { QStringLiteral("title"), QStringLiteral("from"), QStringLiteral("to"),
            QStringLiteral("disclosure") } };
}

template <> inline RecordRules rulesOf<Site>()
{
    return { { QStringLiteral("hotWords") }, { QStringLiteral("halls") }, {} };
}

template <> inline RecordRules rulesOf<CalendarYear>()
{
    return { {}, {}, { QStringLiteral("off"), QStringLiteral("work") } };
}

} // namespace Hall
