#include "model/codes.h"

#include "publish/checks/checks.h"
#include "publish/workspace/scalars.h"

namespace Hall {

namespace {

    /// Looks values up in fixed sets and reports the strangers.
    class CodeCheck {
    public:
        CodeCheck(const Origin &origin, Problems &problems)
            : m_origin(origin)
            , m_problems(problems)
        {
        }

        void word(const QString &field, const QString &value, const QStringList &allowed)
        {
            if (!value.isEmpty() && !allowed.contains(value)) {
                m_problems.error(m_origin.at(field),
                    QStringLiteral("不能写“%1”").arg(value.left(40)),
                    QStringLiteral("只能是 %1").arg(allowed.join(QStringLiteral("、"))));
            }
        }

        void code(const QString &field, const QString &value, const QList<CodeName> &set)
        {
            if (value.isEmpty() || value == QLatin1String("0") || !codeName(set, value).isEmpty()) {
                return;
            }
            QStringList choices;
            for (const CodeName &entry : set) {
                choices << entry.code + u' ' + entry.name;
            }
            m_problems.error(m_origin.at(field), QStringLiteral("没有代码 %1").arg(value.left(20)),
                QStringLiteral("可选：%1").arg(choices.join(QStringLiteral("、"))));
        }

        template <typename T>
        void codes(const QString &field, const QList<T> &values, const QList<CodeName> &set)
        {
            for (const T &value : values) {
                if constexpr (std::is_same_v<T, int>) {
                    code(field, QString::number(value), set);
                } else {
                    code(field, value, set);
                }
            }
        }

        void range(const QString &field, int value, int most)
        {
            if (value < 1 || value > most) {
                m_problems.error(m_origin.at(field), QStringLiteral("没有代码 %1").arg(value),
                    QStringLiteral("可选 1 到 %1").arg(most));
            }
        }

    private:
        const Origin &m_origin;
        Problems &m_problems;
    };

    QString part(const char *list, qsizetype index, const char *field)
    {
        return QStringLiteral("%1[%2].%3")
            .arg(QLatin1String(list))
            .arg(index + 1)
            .arg(QLatin1String(field));
    }

    void checkItem(const Sourced<Item> &record, Problems &problems)
    {
        const Item &item = record.value;
        CodeCheck check(record.origin, problems);
        check.word(QStringLiteral("state"), item.state,
            { QStringLiteral("published"), QStringLiteral("suspended"), QStringLiteral("draft") });
        check.word(QStringLiteral("kind"), item.kind,
            { QStringLiteral("service"), QStringLiteral("signpost") });
        check.word(QStringLiteral("disclosure"), item.disclosure,
            { QStringLiteral("主动公开"), QStringLiteral("依申请公开"),
                QStringLiteral("不予公开") });
        check.code(QStringLiteral("itemType"), item.itemType, itemTypeCodes());
        check.code(
            QStringLiteral("powerSource"), QString::number(item.powerSource), powerSourceCodes());
        check.codes(QStringLiteral("exerciseLevel"), item.exerciseLevel, exerciseLevelCodes());
        check.codes(QStringLiteral("audience"), item.audience, audienceCodes());
        check.codes(QStringLiteral("channels"), item.channels, channelCodes());
        check.codes(QStringLiteral("personTopics"), item.personTopics, personTopicCodes());
        check.codes(QStringLiteral("legalTopics"), item.legalTopics, legalTopicCodes());
        check.code(QStringLiteral("caseType"), QString::number(item.caseType), caseTypeCodes());
        check.code(QStringLiteral("crossScope"), QString::number(item.crossScope.value_or(0)),
            crossScopeCodes());
        check.range(QStringLiteral("result.type"), item.result.type, 4);
        for (qsizetype i = 0; i < item.materials.size(); ++i) {
            const Material &material = item.materials.at(i);
            check.range(part("materials", i, "kind"), material.kind, 3);
            check.range(part("materials", i, "format"), material.format, 3);
            check.range(part("materials", i, "necessity"), material.necessity, 3);
            check.word(part("materials", i, "source"), material.source,
                { QStringLiteral("10"), QStringLiteral("20"), QStringLiteral("99") });
        }
    }

    void checkIcon(const Sourced<Topic> &topic, Problems &problems)
    {
        static const QStringList drawn
            = QStringLiteral("house idcard passport car licence shop danger event proof "
                             "permit-residence elder student foreigner worker family soldier "
                             "company baby school marriage home lost death travel shield net dog "
                             "fire phone fee search")
                  .split(u' ');
        const QString &icon = topic.value.icon;
        if (!icon.isEmpty() && !drawn.contains(icon)) {
            const QString nearest = nearestWord(icon, drawn);
            problems.warning(topic.origin.at(QStringLiteral("icon")),
                QStringLiteral("没有图标 %1，屏幕上会用第一个字代替").arg(icon),
                nearest.isEmpty() ? QStringLiteral("可选：%1").arg(drawn.join(u' '))
                                  : QStringLiteral("是不是想写 %1？").arg(nearest));
        }
    }

} // namespace

void checkCodes(const Workspace &workspace, Problems &problems)
{
    for (const Sourced<Item> &item : workspace.items) {
        checkItem(item, problems);
    }
    for (const Sourced<Topic> &topic : workspace.topics) {
        checkIcon(topic, problems);
    }
    const auto topicCodes
        = [&](const QList<QPair<QString, Place>> &codes, const QList<CodeName> &set) {
              for (const auto &[code, place] : codes) {
                  if (codeName(set, code).isEmpty()) {
                      problems.error(place, QStringLiteral("没有主题代码 %1").arg(code),
                          QStringLiteral("对照国家主题分类改正，三位数字要加引号"));
                  }
              }
          };
    topicCodes(workspace.personCodes, personTopicCodes());
    topicCodes(workspace.legalCodes, legalTopicCodes());
    for (const Sourced<Law> &law : workspace.laws) {
        CodeCheck check(law.origin, problems);
        check.word(QStringLiteral("validity"), law.value.validity,
            { QStringLiteral("有效"), QStringLiteral("废止"), QStringLiteral("已修改"),
                QStringLiteral("尚未施行") });
        check.word(QStringLiteral("level"), law.value.level,
            { QStringLiteral("法律"), QStringLiteral("行政法规"), QStringLiteral("规章"),
                QStringLiteral("规范性文件") });
    }
    for (const Sourced<Notice> &notice : workspace.notices) {
        CodeCheck check(notice.origin, problems);
        check.word(QStringLiteral("priority"), notice.value.priority,
            { QStringLiteral("normal"), QStringLiteral("important"), QStringLiteral("urgent") });
    }
    for (const Sourced<Hotline> &hotline : workspace.hotlines) {
        CodeCheck check(hotline.origin, problems);
        check.word(QStringLiteral("group"), hotline.value.group,
            { QStringLiteral("紧急"), QStringLiteral("公安"), QStringLiteral("政务"),
                QStringLiteral("其他") });
    }
}

} // namespace Hall
