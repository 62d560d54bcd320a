#pragma once

#include "publish/commands/command.h"

namespace Hall {

/// The forms of values: each says what a value has to look like, or nothing where it does.
namespace OptionForm {
    QString number(const QString &value); ///< from 0
    QString positive(const QString &value);
    QString percent(const QString &value);
    QString day(const QString &value);
    QString moment(const QString &value);
    QString version(const QString &value); ///< 0.1.0
    QString channel(const QString &value);
    QString county(const QString &value); ///< xinbin
} // namespace OptionForm

/// The moment of `2026-11-22T14:00:00Z` or, without the Z, of this machine's clock; invalid
/// otherwise.
QDateTime momentOf(const QString &text);

/// A day as people read it here: 2027-11-22.
QString dayOf(const QDateTime &moment);

/// Options that mean the same in every command.
inline constexpr Option kToday { "today", "日期", "按这一天核对，默认今天", "", OptionForm::day };
inline constexpr Option kPublicUrl { "public-url", "网址", "二维码里的网址，默认 site.yaml 所写" };
inline constexpr Option kRepo { "repo", "TREE", "发布目录", "", nullptr, true };
inline constexpr Option kKeys { "keys", "DIR", "密钥文件夹", "", nullptr, true };
inline constexpr Option kOfflineKeys { "offline-keys", "DIR", "另外存放的密钥文件夹", "", nullptr,
    false, true };
inline constexpr Option kRoot { "root", "ROOT.json", "屏幕上装的 root.json", "", nullptr, true };
inline constexpr Option kChannel { "channel", "渠道", "发布渠道，默认 stable", "stable",
    OptionForm::channel };

} // namespace Hall
