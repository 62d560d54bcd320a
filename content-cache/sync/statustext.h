#pragma once

#include <QDateTime>
#include <QJsonObject>

namespace Hall {

/// The languages of hallctl.
enum class Language { Chinese, English };

/// What a technician reads: a status object as status.json has it, told at `now`.
QString statusText(const QJsonObject &status, Language language, const QDateTime &now);

/// One line of progress: the phase, and while something is fetched a bar with bytes, rate and time
/// left.
QString progressText(const QJsonObject &status, Language language);

/// `12 秒前`, `3 minutes ago`; for a moment that has not come yet the time itself.
QString agoText(const QDateTime &then, const QDateTime &now, Language language);

} // namespace Hall
