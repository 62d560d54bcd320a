#pragma once

#include "publish/sign/treesession.h"

namespace Hall {

/// A release of the tree made anew without some items and notices, from the tree's own objects: no
/// workspace and no review stand in the way. `release` is the number of the new one; `notes` are
/// those of the release it comes from, with every withdrawn id.
Result<NewRelease> withoutWithdrawn(const TreeSession &session, const NewRelease &from,
    const QStringList &withdrawn, qint64 release);

/// Those of the ids that a release shows.
Result<QStringList> shownIn(
    const TreeSession &session, const Manifest &files, const QStringList &ids);

/// What a take-down did.
struct TakeDown {
    QStringList ids; ///< that were shown somewhere
    QMap<QString, qint64> releases; ///< new release number by channel
};

/// Publishes a new release without these items and notices in one channel, or in all that show one
/// of them where `channel` is empty, and has later builds leave them out. Fails where no channel
/// shows one of the ids.
Result<TakeDown> withdrawFrom(
    const SigningPlace &place, const QString &channel, const QStringList &ids);

/// Lets builds publish these ids again; gives back those that were withdrawn. The screens show them
/// from the next build on.
Result<QStringList> restoreIn(
    const SigningPlace &place, const QString &channel, const QStringList &ids);

/// Every id that some channel leaves out, by channel.
QMap<QString, QStringList> withdrawnIn(const TreeState &state);

} // namespace Hall
