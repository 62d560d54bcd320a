#pragma once

#include "syncstatus.h"

namespace Hall {

/// What the status does not know of the disk and the program.
struct MetricFigures {
    qint64 freeBytes = 0;
    qint64 cacheBytes = 0;
    QDateTime startedAt;
};

/// The figures an operator alarms on, in the text format of Prometheus. Without time stamps of the
/// samples: the node exporter refuses files that have them.
QByteArray metricsText(const SyncStatus &status, const MetricFigures &figures);

/// Writes the textfile of the node exporter by rename, mode 0644: at once where something happened
/// that may raise or end an alarm, else at most once a minute.
class MetricsFile {
public:
    using FigureReader = std::function<MetricFigures()>;

    MetricsFile(QString path, FigureReader figures, std::function<qint64()> milliseconds);

    void update(const SyncStatus &status, bool milestone);

private:
    QString m_path;
    FigureReader m_figures;
    std::function<qint64()> m_milliseconds;
    std::optional<qint64> m_lastWrite;
    QByteArray m_lastStory;
};

} // namespace Hall
