// A stick for screens without a line: checked, resumed, and never half a release.
#include "publish/sign/stick.h"
#include "treecase.h"

#include <sys/mount.h>
#include <unistd.h>

using namespace Hall;

class StickTest : public QObject {
    Q_OBJECT

private slots:

    void init()
    {
        m_case = std::make_unique<TreeCase>();
        QVERIFY(m_case->made());
        QVERIFY(m_case->publish().ok());
    }

    void itHoldsWhatKiosksNeedAndNoPhonePages()
    {
        const StickCopy done = copy().value();
        QCOMPARE(done.release, 1);
        QCOMPARE(
            done.copied + m_case->served(QStringLiteral("meta/timestamp.json")).size(), done.bytes);
        QVERIFY(!QFileInfo::exists(stick() + QStringLiteral("/w")));
        for (const QString &name : onStick()) {
            QCOMPARE(TreeCase::bytesOf(stick() + u'/' + name), m_case->served(name));
            QVERIFY(name.size() < 200);
        }
        QVERIFY(onStick().contains(QStringLiteral("meta/1.root.json")));
        QCOMPARE(copy().value().copied, 0);
    }

    void whatChangedIsCopiedAndTheOldTakenAway()
    {
        QVERIFY(copy().ok());
        const QByteArray own("somebody's own file");
        write(stick() + QStringLiteral("/holiday.txt"), own);
        write(stick() + QStringLiteral("/o/readme.txt"), own);
        m_case->copy().replace(QStringLiteral("fees.csv"), ",40,", ",41,");
        QVERIFY(m_case->publish().ok());
        const StickCopy done = copy().value();
        QCOMPARE(done.release, 2);
        QVERIFY(done.removed > 0);
        QVERIFY(done.copied > 0 && done.copied < done.bytes);
        QCOMPARE(TreeCase::bytesOf(stick() + QStringLiteral("/holiday.txt")), own);
        QCOMPARE(TreeCase::bytesOf(stick() + QStringLiteral("/o/readme.txt")), own);
        QVERIFY(!QFileInfo::exists(stick() + QStringLiteral("/meta/1.snapshot.json")));
    }

    void itGoesOnWhereItWasStopped()
    {
        int pieces = 0;
        const auto stopped = copy([&] { return ++pieces > 2; });
        QVERIFY(stopped.failure().why.contains(QStringLiteral("会接着复制")));
        QVERIFY(!QFileInfo::exists(stick() + QStringLiteral("/meta/timestamp.json")));
        const qsizetype there = onStick().size();
        QVERIFY(there >= 2);
        const StickCopy done = copy().value();
        QVERIFY(done.copied < done.bytes);
        QCOMPARE(onStick().filter(QStringLiteral(".part")), QStringList());
    }

    void aSpoiltObjectIsNotCopied()
    {
        const QString object = ServedTree::object(sha256Hex(m_case->database()));
        for (const QString &name : { object, object + QStringLiteral(".zst") }) {
            QByteArray bytes = m_case->served(name);
            if (!bytes.isEmpty()) {
                bytes[bytes.size() / 2] = static_cast<char>(bytes.at(bytes.size() / 2) ^ 1);
                write(m_case->tree() + u'/' + name, bytes);
            }
        }
        QVERIFY(copy().failure().why.contains(QStringLiteral("不一致")));
        QVERIFY(!QFileInfo::exists(stick() + QStringLiteral("/meta/timestamp.json")));
    }

    void aSpoiltFileOnTheStickIsWrittenAnew()
    {
        QVERIFY(copy().ok());
        const QString name = onStick().filter(QStringLiteral("o/")).first();
        QByteArray bytes = m_case->served(name);
        bytes[0] = static_cast<char>(bytes.at(0) ^ 1);
        write(stick() + u'/' + name, bytes);
        QVERIFY(copy().value().copied > 0);
        QCOMPARE(TreeCase::bytesOf(stick() + u'/' + name), m_case->served(name));
    }

    void aSmallStickIsRefusedBeforeAnythingIsWritten()
    {
        QDir().mkpath(stick());
        const QByteArray path = QFile::encodeName(stick());
        if (::mount("stick", path.constData(), "tmpfs", 0, "size=64k") != 0) {
            QSKIP("file systems can only be mounted by root");
        }
        const auto full = copy();
        const qsizetype written = onStick().size();
        ::mount("stick", path.constData(), "tmpfs", MS_REMOUNT | MS_RDONLY, "size=64k");
        const auto readOnly = copy();
        ::umount(path.constData());
        QVERIFY2(
            full.failure().why.contains(QStringLiteral("放不下")), qPrintable(full.failure().why));
        QCOMPARE(written, 0);
        QVERIFY2(readOnly.failure().why.contains(QStringLiteral("不让写")),
            qPrintable(readOnly.failure().why));
    }

private:
    QString stick() const { return m_case->beside("stick"); }

    static void write(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(bytes);
    }

    QStringList onStick() const
    {
        QStringList names;
        QDirIterator files(stick(), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            names << QDir(stick()).relativeFilePath(files.next());
        }
        return names;
    }

    Result<StickCopy> copy(const std::function<bool()> &stopped = [] { return false; }) const
    {
        const auto session = TreeSession::open(m_case->reading(), {});
        Progress progress;
        return copyToStick(*session.value(), QStringLiteral("stable"), stick(), progress, stopped);
    }

    std::unique_ptr<TreeCase> m_case;
};

QTEST_GUILESS_MAIN(StickTest)
#include "tst_stick.moc"
