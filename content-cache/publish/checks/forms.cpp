#include "publish/checks/checks.h"
#include "publish/workspace/folderfiles.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSet>

namespace Hall {

namespace {

    constexpr qint64 kMaxFormBytes = 20 * 1024 * 1024;
    constexpr int kInfoTimeoutMs = 20000;

    /// Looks at the PDF files that forms.csv names.
    class FormFiles {
    public:
        FormFiles(const QString &directory, Problems &problems)
            : m_workspace(directory)
            , m_folder(directory + QStringLiteral("/forms"))
            , m_problems(problems)
        {
        }

        void check(const QString &name, const Place &place)
        {
            if (name.isEmpty()) {
                return;
            }
            m_named.insert(name);
            if (name.contains(u'/') || name.contains(u'\\') || name.startsWith(u'.')) {
                m_problems.error(place, QStringLiteral("文件名不能带路径"),
                    QStringLiteral("把文件放进 forms/，这里只写文件名"));
                return;
            }
            const QFileInfo info(m_folder + u'/' + name);
            if (!info.isFile() || info.isSymLink()) {
                m_problems.error(place, QStringLiteral("forms/ 里没有文件 %1").arg(name),
                    QStringLiteral("把 PDF 放进 forms/，或改正文件名（注意大小写）"));
            } else if (info.size() > kMaxFormBytes) {
                m_problems.error(place, QStringLiteral("文件有 %1 MB，太大").arg(info.size() >> 20),
                    QStringLiteral("重新导出，不超过 %1 MB").arg(kMaxFormBytes >> 20));
            } else {
                checkContent(info.filePath(), place);
            }
        }

        void reportOrphans()
        {
            const QStringList files = folderFiles(m_workspace, QStringLiteral("forms"),
                QStringLiteral("pdf"), m_problems,
                // what blank forms are drawn from
                { QStringLiteral("sources"), QStringLiteral("make-forms") });
            for (const QString &file : files) {
                if (!m_named.contains(file.section(u'/', -1))) {
                    m_problems.warning({ file },
                        QStringLiteral("forms.csv 里没有这份文件，不会发布"),
                        QStringLiteral("在 forms.csv 加一行，或移走它"));
                }
            }
        }

    private:
        void checkContent(const QString &path, const Place &place)
        {
            QFile file(path);
            const bool isPdf = file.open(QIODevice::ReadOnly) && file.read(5) == "%PDF-";
            if (!isPdf) {
                m_problems.error(place, QStringLiteral("这份文件不是 PDF"),
                    QStringLiteral("用“另存为 PDF”导出，不要只改扩展名"));
                return;
            }
            QProcess info;
            info.start(QStringLiteral("pdfinfo"), { path });
            if (!info.waitForStarted()) {
                reportMissingTool();
                return;
            }
            info.waitForFinished(kInfoTimeoutMs);
            const QByteArray facts = info.readAllStandardOutput();
            if (info.exitStatus() != QProcess::NormalExit || info.exitCode() != 0
                || !facts.contains("Pages:")) {
                m_problems.error(place, QStringLiteral("这份 PDF 已损坏，打不开"),
                    QStringLiteral("重新导出；文件可能没有存完"));
            } else if (facts.contains("Encrypted:") && !facts.contains("Encrypted:       no")) {
                m_problems.error(
                    place, QStringLiteral("这份 PDF 加了密码"), QStringLiteral("导出时不要加密"));
            }
        }

        void reportMissingTool()
        {
            if (!m_toolReported) {
                m_problems.warning({ QStringLiteral("forms") },
                    QStringLiteral("没有装 pdfinfo，PDF 没有查全"),
                    QStringLiteral("安装软件包 poppler-utils"));
                m_toolReported = true;
            }
        }

        QString m_workspace;
        QString m_folder;
        Problems &m_problems;
        QSet<QString> m_named;
        bool m_toolReported = false;
    };

} // namespace

void checkForms(const Workspace &workspace, Problems &problems)
{
    FormFiles files(workspace.directory, problems);
    for (const Sourced<Form> &form : workspace.forms) {
        files.check(form.value.file, form.origin.at(QStringLiteral("file")));
        files.check(form.value.sampleFile, form.origin.at(QStringLiteral("sampleFile")));
    }
    files.reportOrphans();
}

} // namespace Hall
