#pragma once

#include "publish/pinyin/phrasebook.h"
#include "publish/releasewriter.h"

namespace Hall {

/// Everything an item can be found by: its title and the parts of it, its plain names, its aliases,
/// each once, with readings.
QList<SearchTerm> searchTerms(
    const QList<Item> &items, const QList<Alias> &aliases, const Phrasebook &phrasebook);

/// The parts of a title that people say alone: 居民身份证丢失补领、损坏换领 gives 损坏换领 too.
QStringList titleParts(const QString &title);

} // namespace Hall
