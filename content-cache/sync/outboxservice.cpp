#include "outboxservice.h"

#include "poller.h"

#include <QRandomGenerator>

namespace Hall {

namespace {

    std::chrono::milliseconds pauseOfPoller(int failures)
    {
        return pauseAfter(failures, {}, QRandomGenerator::global()->generateDouble());
    }

} // namespace

OutboxService::OutboxService(OutboxSettings settings, Clock clock)
    : m_uploader(new OutboxUploader(std::move(settings), std::move(clock), pauseOfPoller))
{
    m_thread.setObjectName(QStringLiteral("outbox"));
    connect(m_uploader, &OutboxUploader::changed, this, &OutboxService::changed);
    connect(m_uploader, &OutboxUploader::warned, this, &OutboxService::warned);
    connect(m_uploader, &OutboxUploader::atRest, this, &OutboxService::atRest);
    connect(&m_thread, &QThread::started, m_uploader, &OutboxUploader::start);
    connect(&m_thread, &QThread::finished, m_uploader, &QObject::deleteLater);
    m_uploader->moveToThread(&m_thread);
}

OutboxService::~OutboxService()
{
    const bool ran = m_thread.isRunning() || m_thread.isFinished();
    stop();
    if (!ran)
        delete m_uploader;
}

void OutboxService::start() { m_thread.start(); }

void OutboxService::stop()
{
    if (!m_thread.isRunning())
        return;
    m_uploader->askToStop();
    QMetaObject::invokeMethod(m_uploader, &OutboxUploader::stop, Qt::QueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

} // namespace Hall
