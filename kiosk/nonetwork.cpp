#include "kiosk/nonetwork.h"

#include <QLoggingCategory>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QQmlAbstractUrlInterceptor>
#include <QQmlEngine>
#include <QQmlNetworkAccessManagerFactory>

namespace Hall {

namespace {

    Q_LOGGING_CATEGORY(lcRefused, "hall.refused")

    class RefusingManager : public QNetworkAccessManager {
    public:
        using QNetworkAccessManager::QNetworkAccessManager;

    protected:
        QNetworkReply *createRequest(
            Operation operation, const QNetworkRequest &request, QIODevice *) override
        {
            qCWarning(lcRefused).noquote() << "network request refused:" << request.url().host();
            // A scheme nobody serves: the reply fails without a socket.
            const QNetworkRequest nowhere(QUrl(QStringLiteral("refused:")));
            return QNetworkAccessManager::createRequest(operation, nowhere, nullptr);
        }
    };

    class RefusingFactory : public QQmlNetworkAccessManagerFactory {
    public:
        QNetworkAccessManager *create(QObject *parent) override
        {
            return new RefusingManager(parent);
        }
    };

    class OwnAddressesOnly : public QQmlAbstractUrlInterceptor {
    public:
        QUrl intercept(const QUrl &url, DataType type) override
        {
            const QString scheme = url.scheme();
            const bool own = scheme.isEmpty() || scheme == QLatin1String("qrc")
                || (scheme == QLatin1String("image") && url.host() == QLatin1String("release"));
            // Qt's own modules are installed as files and looked for in several places.
            const bool module = url.isLocalFile()
                && (type == QmldirFile || url.path().contains(QStringLiteral("/qml/Qt")));
            if (own || module) {
                return url;
            }
            qCWarning(lcRefused).noquote() << "address refused:" << url.toDisplayString();
            return QUrl(QStringLiteral("qrc:/refused"));
        }
    };

} // namespace

void forbidNetwork(QQmlEngine *engine)
{
    static RefusingFactory factory;
    static OwnAddressesOnly interceptor;
    engine->setNetworkAccessManagerFactory(&factory);
    engine->addUrlInterceptor(&interceptor);
}

} // namespace Hall
