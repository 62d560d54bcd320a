#pragma once

#include "control.h"
#include "statustext.h"

#include <QLocalSocket>
#include <cstdio>

namespace Hall {

/// What hallctl was told on its command line.
struct CtlOptions {
    OrderRequest request;
    QString control;
    QString runDirectory;
    Language language = Language::Chinese;
    bool json = false;
};

/// Reads the command line; ends the program for --help and --version.
Result<CtlOptions> parseCtlOptions(const QStringList &arguments);

/// hallctl without its main(): one order to a running hall-sync, and what comes back as text.
class Ctl {
public:
    Ctl(CtlOptions options, std::FILE *out, bool terminal);

    /// Returns the exit code.
    int run();

private:
    int follow();
    std::optional<int> take(const QByteArray &line);
    int takeReply(const QJsonObject &reply);
    void takeStatus(const QJsonObject &status);
    int withoutDaemon();
    int notRunning();
    void say(const QString &text);
    QString word(const char *chinese, const char *english) const;

    CtlOptions m_options;
    std::FILE *m_out;
    bool m_terminal;
    bool m_barDrawn = false;
    QString m_told;
    QLocalSocket m_socket;
};

} // namespace Hall
