#include "publish/checks/checks.h"
#include "publish/checks/textwalk.h"

namespace Hall {

namespace {

    // Why a law no longer carries an item, or nothing.
    QString deadBecause(const Law &law, const QHash<QString, Law> &laws, const QDate &today)
    {
        if (law.validity == QStringLiteral("废止")) {
            return QStringLiteral("已废止");
        }
        const auto successor = laws.constFind(law.replacedBy);
        if (successor == laws.cend()) {
            return {};
        }
        const bool inForce = !successor->effectiveOn.isValid() || successor->effectiveOn <= today;
        return inForce ? QStringLiteral("已被《%1》取代").arg(successor->name) : QString();
    }

    void checkCitations(const Sourced<Item> &item, const QHash<QString, QString> &dead,
        const QHash<QString, Law> &laws, Problems &problems)
    {
        for (qsizetype i = 0; i < item.value.legalBasis.size(); ++i) {
            const LegalBasis &basis = item.value.legalBasis.at(i);
            const QString path = QStringLiteral("legalBasis[%1]").arg(i + 1);
            if (!dead.contains(basis.law)) {
                continue;
            }
            const QString what = QStringLiteral("引用的《%1》%2（L11）")
                                     .arg(laws.value(basis.law).name, dead.value(basis.law));
            if (item.origin.pending.contains(path + QStringLiteral(".article"))) {
                problems.warning(item.origin.at(path), what,
                    QStringLiteral("条款号待核，这条依据不上屏；核对后改引现行规定"));
            } else {
                problems.error(item.origin.at(path), what,
                    QStringLiteral("改引现行规定；还没核对就把 article 写成 待核"));
            }
        }
    }

    // 中华人民共和国 is usually left out in running text.
    QString shortName(const QString &name)
    {
        return QString(name).remove(QStringLiteral("中华人民共和国"));
    }

} // namespace

void checkLaws(const Workspace &workspace, const QDate &today, Problems &problems)
{
    QHash<QString, Law> laws;
    for (const Sourced<Law> &law : workspace.laws) {
        laws.insert(law.value.id, law.value);
    }
    QHash<QString, QString> dead;
    for (const Law &law : std::as_const(laws)) {
        const QString because = deadBecause(law, laws, today);
        if (!because.isEmpty()) {
            dead.insert(law.id, because);
        }
    }
    for (const Sourced<Item> &item : workspace.items) {
        checkCitations(item, dead, laws, problems);
        forEachText(item, [&](const Origin &origin, const QString &path, const QString &text) {
            for (auto law = dead.cbegin(); law != dead.cend(); ++law) {
                const QString name = shortName(laws.value(law.key()).name);
                const bool cited = text.contains(u'《' + name)
                    || text.contains(QStringLiteral("《中华人民共和国") + name);
                if (cited && path != QLatin1String("source")) {
                    problems.warning(origin.at(path),
                        QStringLiteral("文字里提到的《%1》%2（L11）").arg(name, law.value()),
                        QStringLiteral("核对现行规定后改写"));
                }
            }
        });
    }
}

} // namespace Hall
