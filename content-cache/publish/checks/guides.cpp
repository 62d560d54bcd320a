#include "publish/checks/checks.h"
#include "publish/checks/guidelimits.h"

#include <QRegularExpression>

namespace Hall {

namespace {

    /// The content rules of domain §1.11 for one item.
    class GuideCheck {
    public:
        GuideCheck(const Sourced<Item> &record, Problems &problems)
            : m_item(record.value)
            , m_origin(record.origin)
            , m_problems(problems)
        {
        }

        void run()
        {
            requireParts();
            checkMoney();
            checkVisits();
            checkMaterials();
            checkSteps();
            checkConditions();
            checkLimits(m_item, m_origin, m_problems);
            checkMovedFunction();
        }

    private:
        bool isPending(const QString &field) const { return m_origin.pending.contains(field); }

        void require(const char *field, bool present, const QString &remedy)
        {
            const QString name = QLatin1String(field);
            if (!present && !isPending(name)) {
                m_problems.error(m_origin.at(name), QStringLiteral("缺少必填内容（L1）"), remedy);
            }
        }

        // L1: what every guide has, by GB/T 39046-2020 and the demo contract of signposts.
        void requireParts()
        {
            const QString fill = QStringLiteral("补上它；还不知道就写 待核");
            require("topics", !m_item.topics.isEmpty(), QStringLiteral("至少归到一个主题下"));
            if (m_item.kind == QLatin1String("signpost")) {
                require("signpost", m_item.signpost.has_value(),
                    QStringLiteral("写明现在由谁办：signpost: {agency, text, phone}"));
                return;
            }
            require("legalBasis", !m_item.legalBasis.isEmpty(), fill);
            require("acceptConditions", !m_item.acceptConditions.isEmpty(), fill);
            require("materials", !m_item.materials.isEmpty(), fill);
            require("steps", !m_item.steps.isEmpty(), fill);
            require("legalLimit", m_item.legalLimit.has_value(), fill);
            require("visits", m_item.visits.has_value(), fill);
            require("locations", !m_item.locations.isEmpty(), fill);
            require("result",
                !m_item.result.name.isEmpty() || m_item.result.type == 4
                    || isPending(QStringLiteral("result.name")),
                fill);
        }

        // L4: money is said once and not contradicted.
        void checkMoney()
        {
            bool casesSayIt = !m_item.cases.isEmpty();
            bool anyFee = !m_item.fees.isEmpty();
            for (const ItemCase &one : m_item.cases) {
                casesSayIt = casesSayIt && (one.free || !one.fees.isEmpty());
                anyFee = anyFee || !one.fees.isEmpty();
            }
            if (m_item.free && anyFee) {
                m_problems.error(m_origin.at(QStringLiteral("free")),
                    QStringLiteral("写了不收费，又列了收费项目（L4）"),
                    QStringLiteral("留下其中一个；只有部分情形收费时写在情形里"));
            }
            if (m_item.kind == QLatin1String("service") && !m_item.free && !anyFee && !casesSayIt) {
                require("fees", false, QStringLiteral("列出收费项目，或写 free: true"));
            }
        }

        // L5: the number of visits agrees with the channels and has its reason.
        void checkVisits()
        {
            const int visits = m_item.visits.value_or(-1);
            const bool remote = m_item.channels.contains(2) || m_item.channels.contains(3);
            if (visits == 0 && !remote) {
                m_problems.error(m_origin.at(QStringLiteral("visits")),
                    QStringLiteral("写了一次也不用跑，却没有网上或快递渠道（L5）"),
                    QStringLiteral("在 channels 里补 2 或 3，或改到现场次数"));
            }
            if (visits > 0 && m_item.visitReason.isEmpty()
                && !isPending(QStringLiteral("visitReason"))) {
                m_problems.error(m_origin.at(QStringLiteral("visits")),
                    QStringLiteral("要到现场，却没有说明原因（L5）"),
                    QStringLiteral("在 visitReason 写明为什么必须到场"));
            }
        }

        // L6 and L8: no catch-all papers, and every form can be taken away.
        void checkMaterials()
        {
            static const QRegularExpression catchAll(
                QStringLiteral("^(其他|其它|相关|有关|必要的?)(相关|有关|必要的?)?(证明)?(材料|"
                               "资料|证件|证明|文件)$"));
            for (qsizetype i = 0; i < m_item.materials.size(); ++i) {
                const Material &material = m_item.materials.at(i);
                const QString path = QStringLiteral("materials[%1]").arg(i + 1);
                if (catchAll.match(material.name.trimmed()).hasMatch()) {
                    m_problems.error(m_origin.at(path + QStringLiteral(".name")),
                        QStringLiteral("“%1”是兜底说法（L6）").arg(material.name),
                        QStringLiteral("写出具体是哪一份材料，或删掉"));
                }
                const bool formPending = isPending(path + QStringLiteral(".form"));
                // Letters and statements people write themselves have no blank form.
                const bool printed = material.kind == 2 && material.name.contains(u'表');
                if (printed && material.form.isEmpty() && !formPending) {
                    m_problems.warning(m_origin.at(path + QStringLiteral(".name")),
                        QStringLiteral("“%1”没有可带走的空白表（L8）").arg(material.name),
                        QStringLiteral("把表格放进 forms/，在 form 写它的编号"));
                }
            }
        }

        // L7: a decision is received, examined and made.
        void checkSteps()
        {
            if (m_item.itemType != QLatin1String("01") || m_item.steps.isEmpty()) {
                return;
            }
            QString names;
            for (const Step &step : m_item.steps) {
                names += step.name + u' ';
            }
            const QList<QPair<QString, QRegularExpression>> stages {
                { QStringLiteral("受理"), QRegularExpression(QStringLiteral("受理|收件")) },
                { QStringLiteral("审查"),
                    QRegularExpression(QStringLiteral("审查|审核|查验|考试|核查|核验|检查")) },
                { QStringLiteral("决定"),
                    QRegularExpression(QStringLiteral("决定|签发|发证|制证|核发|办结")) }
            };
            for (const auto &[stage, pattern] : stages) {
                if (!pattern.match(names).hasMatch()) {
                    m_problems.warning(m_origin.at(QStringLiteral("steps")),
                        QStringLiteral("办理流程里没有“%1”这一步（L7）").arg(stage),
                        QStringLiteral("补上这一步，或把步骤名改成通用的叫法"));
                }
            }
        }

        // L10: papers belong into materials, where cases and numbers apply.
        void checkConditions()
        {
            static const QRegularExpression papers(QStringLiteral(
                "(提交|提供|携带)(下列|以下)(申请)?材料|(原件|复印件)[0-9一二两三]+份"));
            if (papers.match(m_item.acceptConditions).hasMatch()) {
                m_problems.warning(m_origin.at(QStringLiteral("acceptConditions")),
                    QStringLiteral("受理条件里写了材料（L10）"),
                    QStringLiteral("把材料移到 materials，屏幕才能按情形列清单"));
            }
        }

        // L12: fire protection left the police in 2018–2019.
        void checkMovedFunction()
        {
            if (m_item.kind == QLatin1String("service")
                && m_item.title.contains(QStringLiteral("消防"))) {
                m_problems.error(m_origin.at(QStringLiteral("kind")),
                    QStringLiteral("消防事项已不由公安机关办理（L12）"),
                    QStringLiteral("改成 kind: signpost，写明现在由谁办"));
            }
        }

        const Item &m_item;
        const Origin &m_origin;
        Problems &m_problems;
    };

} // namespace

void checkGuides(const Workspace &workspace, Problems &problems)
{
    for (const Sourced<Item> &item : workspace.items) {
        if (item.value.state != QLatin1String("draft") && !item.origin.hidden) {
            GuideCheck(item, problems).run();
        }
    }
}

} // namespace Hall
