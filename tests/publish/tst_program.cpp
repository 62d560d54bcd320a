// hall-publish as its users run it: exit codes, output forms, and nothing half-written.
#include "workspacecopy.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

using namespace Hall;

namespace {

struct Run {
    int exit = -1;
    QString out;
    QString err;
};

Run run(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral(HALL_PUBLISH), arguments);
    process.waitForFinished(60000);
    return { process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
        QString::fromUtf8(process.readAllStandardOutput()),
        QString::fromUtf8(process.readAllStandardError()) };
}

} // namespace

class ProgramTest : public QObject {
    Q_OBJECT

private slots:

    void checkSaysFineOrWhatIsWrong()
    {
        const WorkspaceCopy copy;
        const QStringList check { QStringLiteral("check"), copy.path(), QStringLiteral("--today"),
            QStringLiteral("2026-11-22") };
        QCOMPARE(run(check).exit, 0);
        copy.replace(QStringLiteral("fees.csv"), ",40,", ",四十,");
        const Run wrong = run(check);
        QCOMPARE(wrong.exit, 1);
        QVERIFY(wrong.out.contains(QStringLiteral("错误 fees.csv:2:3：「amount」“四十”不对")));
        const Run json
            = run(check + QStringList { QStringLiteral("--format"), QStringLiteral("json") });
        QCOMPARE(json.exit, 1);
        const QJsonObject report = QJsonDocument::fromJson(json.out.toUtf8()).object();
        QCOMPARE(report.value(QStringLiteral("errors")).toInt(), 1);
        const QJsonObject first
            = report.value(QStringLiteral("problems")).toArray().first().toObject();
        QCOMPARE(first.value(QStringLiteral("file")).toString(), QStringLiteral("fees.csv"));
        QCOMPARE(first.value(QStringLiteral("line")).toInt(), 2);
        QCOMPARE(first.value(QStringLiteral("field")).toString(), QStringLiteral("amount"));
        QVERIFY(!report.value(QStringLiteral("pending")).toArray().isEmpty());
    }

    void usageIsTwoAndTheEnvironmentThree()
    {
        const WorkspaceCopy copy;
        QCOMPARE(run({}).exit, 2);
        QCOMPARE(run({ QStringLiteral("--help") }).exit, 0);
        QCOMPARE(run({ QStringLiteral("chekc"), copy.path() }).exit, 2);
        QCOMPARE(run({ QStringLiteral("build"), copy.path() }).exit, 2);
        QCOMPARE(run({ QStringLiteral("check"), copy.path(), QStringLiteral("--today"),
                         QStringLiteral("2026-02-30") })
                     .exit,
            2);
        QCOMPARE(run({ QStringLiteral("find"), copy.path() }).exit, 2);
        QCOMPARE(run({ QStringLiteral("check"), copy.beside(QStringLiteral("none")) }).exit, 3);
        QCOMPARE(run({ QStringLiteral("find"), copy.beside(QStringLiteral("none")),
                         QStringLiteral("a") })
                     .exit,
            3);
        QCOMPARE(run(build(copy, QStringLiteral("/proc/nowhere"))).exit, 3);
        QCOMPARE(run({ QStringLiteral("build"), copy.path(), QStringLiteral("--repo"),
                         copy.beside(QStringLiteral("t")), QStringLiteral("--keys"),
                         copy.beside(QStringLiteral("none")) })
                     .exit,
            3);
    }

    void everyCommandHasItsOwnHelpAndOptions()
    {
        const Run all = run({ QStringLiteral("--help") });
        QVERIFY(all.out.contains(QStringLiteral("keys init")));
        const Run build = run({ QStringLiteral("build"), QStringLiteral("--help") });
        QCOMPARE(build.exit, 0);
        QVERIFY(build.out.contains(QStringLiteral("--public-url")));
        QVERIFY(!build.out.contains(QStringLiteral("--limit")));
        const Run foreign = run({ QStringLiteral("keys"), QStringLiteral("init"),
            QStringLiteral("--repo"), QStringLiteral("x") });
        QCOMPARE(foreign.exit, 2);
        QVERIFY(foreign.err.startsWith(QStringLiteral("keys init 没有选项 --repo。")));
        const Run valueless
            = run({ QStringLiteral("check"), QStringLiteral("x"), QStringLiteral("--today") });
        QCOMPARE(valueless.exit, 2);
        QVERIFY(valueless.err.startsWith(QStringLiteral("--today 后面要写日期。")));
        const Run twice = run({ QStringLiteral("check"), QStringLiteral("x"),
            QStringLiteral("--format=text"), QStringLiteral("--format=json") });
        QCOMPARE(twice.exit, 2);
        QVERIFY(twice.err.startsWith(QStringLiteral("--format 只能写一次。")));
        const Run keys = run({ QStringLiteral("keys") });
        QCOMPARE(keys.exit, 2);
        QVERIFY(!keys.err.contains(QStringLiteral("readings")));
    }

    void whatMakesNoSenseIsUsage()
    {
        const auto usage = [](const char *line, const char *sentence) {
            const Run wrong = run(QString::fromUtf8(line).split(u' '));
            const bool said = wrong.err.startsWith(QString::fromUtf8(sentence));
            if (!said) {
                qWarning().noquote() << line << wrong.err.section(u'\n', 0, 0);
            }
            return wrong.exit == 2 && said;
        };
        QVERIFY(usage("rollout 101 --repo t --keys k", "百分比应写 0 到 100 的整数。"));
        QVERIFY(usage("rollout 50 --repo t", "rollout 还需要 --keys DIR"));
        QVERIFY(usage("keys rotate boss --keys k", "没有角色 boss"));
        QVERIFY(usage("keys revoke root --keys k", "keys revoke 需要"));
        QVERIFY(usage("withdraw --repo t --keys k", "withdraw 需要"));
        QVERIFY(usage("build w --out o --rollout 5", "--rollout 只和 --repo 一起用。"));
        QVERIFY(usage("build w --repo t --keys k --min-app new", "--min-app 应写程序版本"));
        QVERIFY(usage("build w --repo t --keys k --not-before soon", "--not-before 应写时刻"));
        QVERIFY(usage("delegate xinbin --repo t --keys k", "delegate 需要 --public"));
        QVERIFY(usage("delegate targets --repo t --keys k --revoke", "名字应写"));
        QVERIFY(usage("overlay build w --keys k --out b", "overlay build 还需要 --name"));
        QVERIFY(usage("usb --repo t --root r", "usb 需要"));
        QVERIFY(usage("resign --repo t", "resign 还需要 --keys"));
        for (const char *line :
            { "keys list --keys none", "resign --repo none --keys none",
                "releases --repo none --root none", "usb none --repo none --root none",
                "prune --repo none --root none", "overlay build none --name a --keys b --out c" }) {
            QCOMPARE(run(QString::fromUtf8(line).split(u' ')).exit, 3);
        }
    }

    void aFaultyWorkspaceWritesNothing()
    {
        const WorkspaceCopy copy;
        copy.replace(QStringLiteral("items/HZ08.yaml"), "title:", "titel:");
        const QString target = copy.beside(QStringLiteral("gen"));
        const Run failed = run(build(copy, target));
        QCOMPARE(failed.exit, 1);
        QVERIFY(failed.err.contains(QStringLiteral("是不是想写 title？")));
        QVERIFY(!QFileInfo::exists(target) && !QFileInfo::exists(target + QStringLiteral(".tmp")));
    }

    void findAnswersTheSameFromWorkspaceAndRelease()
    {
        const WorkspaceCopy copy;
        const QString target = copy.beside(QStringLiteral("gen"));
        QCOMPARE(run(build(copy, target)).exit, 0);
        const QStringList query { QStringLiteral("sfzdl"), QStringLiteral("--today"),
            QStringLiteral("2026-11-22") };
        const Run workspace = run(QStringList { QStringLiteral("find"), copy.path() } + query);
        const Run release = run(QStringList { QStringLiteral("find"), target } + query);
        QCOMPARE(workspace.exit, 0);
        QCOMPARE(release.out, workspace.out);
        const QStringList first = release.out.section(u'\n', 0, 0).split(u'\t');
        QCOMPARE(first.size(), 3);
        QCOMPARE(first.first(), QStringLiteral("HZ08"));
    }

    void findSaysWhyThereIsNothing()
    {
        const WorkspaceCopy copy;
        const QStringList find { QStringLiteral("find"), copy.path() };
        QCOMPARE(run(find + QStringList { QStringLiteral("  ") }).exit, 2);
        const Run none = run(find + QStringList { QStringLiteral("恐龙") });
        QCOMPARE(none.exit, 0);
        QVERIFY(none.err.contains(QStringLiteral("没有结果：可在 aliases.csv 加一行")));
        QVERIFY(!none.err.contains(QStringLiteral("处错误")));
        copy.replace(QStringLiteral("fees.csv"), ",40,", ",四十,");
        const Run faulty = run(find + QStringList { QStringLiteral("身份证") });
        QVERIFY(!faulty.out.isEmpty());
        QVERIFY(faulty.err.contains(QStringLiteral("工作区有 1 处错误，结果可能不全")));
    }

    void readingsAreShownToEditors()
    {
        const WorkspaceCopy copy;
        const Run shown
            = run({ QStringLiteral("readings"), copy.path(), QStringLiteral("行驶证") });
        QCOMPARE(shown.out, QStringLiteral("行驶证\txing shi zheng\n"));
    }

    void theRoadFromKeysToTree()
    {
        const WorkspaceCopy copy;
        const QString keys = copy.beside(QStringLiteral("keys"));
        QCOMPARE(run({ QStringLiteral("keys"), QStringLiteral("init"), keys }).exit, 0);
        QCOMPARE(run({ QStringLiteral("keys"), QStringLiteral("init"), keys }).exit, 3);
        const QStringList publish { QStringLiteral("build"), copy.path(), QStringLiteral("--repo"),
            copy.beside(QStringLiteral("tree")), QStringLiteral("--keys"), keys,
            QStringLiteral("--cache"), copy.beside(QStringLiteral("cache")),
            QStringLiteral("--public-url"), QStringLiteral("http://127.0.0.1:8080") };
        QVERIFY(run(publish).out.contains(QStringLiteral("已发布第 1 版")));
        const Run again = run(publish);
        QCOMPARE(again.exit, 0);
        QVERIFY(again.out.contains(QStringLiteral("内容没有变化")));
    }

private:
    static QStringList build(const WorkspaceCopy &copy, const QString &target)
    {
        return { QStringLiteral("build"), copy.path(), QStringLiteral("--out"), target,
            QStringLiteral("--today"), QStringLiteral("2026-11-22"), QStringLiteral("--cache"),
            copy.beside(QStringLiteral("cache")) };
    }
};

QTEST_GUILESS_MAIN(ProgramTest)
#include "tst_program.moc"
