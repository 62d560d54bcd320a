// Writes the sample release into the folder named on the command line.
#include "samplecontent.h"

#include <QGuiApplication>

int main(int argc, char *argv[])
{
    const QGuiApplication app(argc, argv);
    const QString directory = QGuiApplication::arguments().value(1);
    QDir(directory).removeRecursively();
    Hall::Sample::write(Hall::Sample::content(), directory);
    return QFile::exists(directory + QStringLiteral("/release.db")) ? 0 : 1;
}
