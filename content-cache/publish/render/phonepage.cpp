#include "publish/render/phonepage.h"

#include "model/cost.h"
#include "model/shortid.h"
#include "model/textcodec.h"
#include "model/validity.h"
#include "publish/render/html.h"

#include <algorithm>

namespace Hall {

namespace {

    template <typename T> const T *findById(const QList<T> &list, const QString &id)
    {
        const auto found
            = std::find_if(list.cbegin(), list.cend(), [&](const T &one) { return one.id == id; });
        return found == list.cend() ? nullptr : &*found;
    }

    QString section(const QString &title, const QString &html)
    {
        return html.isEmpty() ? QString()
                              : QStringLiteral("<section>\n%1%2</section>\n")
                                    .arg(element(QStringLiteral("h2"), title), html);
    }

    QString link(const QString &address, const QString &text)
    {
        return QStringLiteral("<a href=\"%1\">%2</a>")
            .arg(address.toHtmlEscaped(), text.toHtmlEscaped());
    }

    QString phone(const QString &number)
    {
        return number.isEmpty() ? QString() : link(QStringLiteral("tel:") + number, number);
    }

    /// Writes the page of one guide, part by part, in the order people ask.
    class GuidePage {
    public:
        GuidePage(const Item &item, const ReleaseContent &content)
            : m_item(item)
            , m_content(content)
        {
        }

        QString body() const
        {
            return head() + signpost() + forEachCase(QStringLiteral("要带什么"), &GuidePage::papers)
                + section(QStringLiteral("多少钱"), money())
                + section(QStringLiteral("要多久"), time())
                + section(QStringLiteral("去哪里办"), places())
                + section(QStringLiteral("怎么办"), steps())
                + section(QStringLiteral("办理条件"), textToHtml(m_item.acceptConditions))
                + section(QStringLiteral("哪些情况不能办"), textToHtml(m_item.rejectConditions))
                + section(QStringLiteral("表格下载"), forms())
                + section(QStringLiteral("常见问题"), questions())
                + section(QStringLiteral("法律依据"), laws())
                + section(QStringLiteral("咨询和投诉"), contacts());
        }

    private:
        QString head() const
        {
            const Validity validity
                = validityAt(m_item.effectiveFrom, m_item.effectiveTo, m_content.info.dataDate);
            QString html = wrapped(QStringLiteral("p class=\"badge\""),
                QStringLiteral("〔%1〕").arg(validityBadge(m_item.disclosure, validity)));
            html += element(QStringLiteral("h1"), m_item.title);
            html += element(QStringLiteral("p class=\"plain\""), m_item.plainName);
            html += element(QStringLiteral("p lang=\"en\""), m_item.titleEn);
            return html + textToHtml(m_item.summary);
        }

        QString signpost() const
        {
            if (!m_item.signpost) {
                return {};
            }
            QString html = element(QStringLiteral("p class=\"strong\""), m_item.signpost->agency);
            html += textToHtml(m_item.signpost->text);
            html += wrapped(QStringLiteral("p"), phone(m_item.signpost->phone));
            return section(QStringLiteral("现在由谁办"), html);
        }

        QString forEachCase(
            const QString &title, QString (GuidePage::*part)(const QString &) const) const
        {
            if (m_item.cases.isEmpty()) {
                return section(title, (this->*part)({}));
            }
            QString html;
            for (const ItemCase &one : m_item.cases) {
                html += wrapped(QStringLiteral("details"),
                    element(QStringLiteral("summary"), one.title)
                        + element(QStringLiteral("p"), one.note) + (this->*part)(one.id));
            }
            const QString hint
                = element(QStringLiteral("p"), QStringLiteral("选您的情形，看要带的材料："));
            return section(title, hint + html);
        }

        QString papers(const QString &caseId) const
        {
            QString html;
            const QList<Material> materials = materialsForCase(m_item, caseId);
            for (const Material &material : materials) {
                html += wrapped(QStringLiteral("li"), paper(material));
            }
            return wrapped(QStringLiteral("ol"), html);
        }

        QString paper(const Material &material) const
        {
            QString html = wrapped(QStringLiteral("b"), material.name.toHtmlEscaped());
            QStringList facts { copiesText(material) };
            if (material.necessity != 1) {
                facts << (material.necessity == 3 ? QStringLiteral("可以后补")
                                                  : QStringLiteral("需要时才带"));
            }
            facts << material.acceptStandard << material.issueTimeRule << material.fillNotes
                  << material.waiver << material.note;
            facts.removeAll(QString());
            for (const QString &fact : std::as_const(facts)) {
                html += element(QStringLiteral("div"), fact);
            }
            if (const Form *form = findById(m_content.forms, material.form)) {
                html += wrapped(
                    QStringLiteral("div"), formLink(form->id, QStringLiteral("下载空白表")));
            }
            return html;
        }

        static QString formLink(const QString &id, const QString &words)
        {
            return link(QStringLiteral("../f/%1.pdf").arg(shortId(id)), words);
        }

        QString money() const
        {
            QString html;
            if (m_item.cases.isEmpty()) {
                html = feeRows({}, false);
            }
            for (const ItemCase &one : m_item.cases) {
                const QString rows = feeRows(one.id, one.free);
                html
                    += rows.isEmpty() ? QString() : element(QStringLiteral("h3"), one.title) + rows;
            }
            // Alike in every case: said once.
            if (!m_item.cases.isEmpty() && casesCostTheSame()) {
                html = feeRows(m_item.cases.first().id, m_item.cases.first().free);
            }
            return html + textToHtml(m_item.feeNote);
        }

        bool casesCostTheSame() const
        {
            const ItemCase &first = m_item.cases.first();
            return std::all_of(
                m_item.cases.cbegin(), m_item.cases.cend(), [&](const ItemCase &one) {
                    return feeRows(one.id, one.free) == feeRows(first.id, first.free);
                });
        }

        QString feeRows(const QString &caseId, bool free) const
        {
            const QStringList ids = feesForCase(m_item, caseId);
            if (free || (ids.isEmpty() && m_item.free)) {
                return element(QStringLiteral("p class=\"strong\""), QStringLiteral("不收费"));
            }
            QString html;
            for (const QString &id : ids) {
                const Fee *fee = findById(m_content.fees, id);
                if (!fee || !fee->amount) {
                    continue;
                }
                html += wrapped(QStringLiteral("li"),
                    wrapped(QStringLiteral("b"), moneyText(*fee->amount)) + u' '
                        + fee->name.toHtmlEscaped()
                        + element(QStringLiteral("div class=\"small\""),
                            QStringLiteral("依据：%1").arg(fee->docNo)));
            }
            const Cost cost = costOf(m_item, caseId, m_content.fees);
            const bool sum = cost.rows.size() > 1 && cost.least == cost.most;
            return (sum ? element(QStringLiteral("p class=\"strong\""),
                        QStringLiteral("合计%1").arg(costText(cost)))
                        : QString())
                + wrapped(QStringLiteral("ul"), html);
        }

        static QString limitLine(const QString &word, const std::optional<Limit> &limit)
        {
            if (!limit) {
                return {};
            }
            QString html = element(QStringLiteral("p"), word + limitText(*limit));
            html += element(QStringLiteral("p class=\"small\""), limit->basis);
            return html + element(QStringLiteral("p"), limit->note);
        }

        QString time() const
        {
            QString html = limitLine(QStringLiteral("承诺："), m_item.promisedLimit)
                + limitLine(QStringLiteral("法定："), m_item.legalLimit);
            for (const ItemCase &one : m_item.cases) {
                const QString own = limitLine(QStringLiteral("承诺："), one.promisedLimit)
                    + limitLine(QStringLiteral("法定："), one.legalLimit);
                html += own.isEmpty() ? QString() : element(QStringLiteral("h3"), one.title) + own;
            }
            if (m_item.visits) {
                html += element(QStringLiteral("p"),
                    *m_item.visits == 0 ? QStringLiteral("不用到现场")
                                        : QStringLiteral("到现场%1次").arg(*m_item.visits));
            }
            return html;
        }

        QString places() const
        {
            QString html;
            for (const ItemLocation &location : m_item.locations) {
                if (const Office *office = findById(m_content.offices, location.office)) {
                    html += wrapped(QStringLiteral("li"), place(*office, location));
                }
            }
            return wrapped(QStringLiteral("ul"), html);
        }

        QString place(const Office &office, const ItemLocation &location) const
        {
            QString html = wrapped(QStringLiteral("b"), office.name.toHtmlEscaped());
            QStringList lines;
            const ServiceHall *hall = findById(m_content.halls, office.hall);
            if (hall) {
                const Floor *floor = findById(hall->floors, office.floor);
                lines << hall->name + (floor ? u' ' + floor->name : QString());
            }
            lines << (office.address.isEmpty() && hall ? hall->address : office.address);
            const QStringList windows
                = location.windows.isEmpty() ? office.windows : location.windows;
            lines << (windows.isEmpty()
                    ? QString()
                    : QStringLiteral("%1号窗口").arg(windows.join(QStringLiteral("、"))));
            lines << location.note << office.hoursNote;
            if (office.hoursNote.isEmpty() && hall) {
                lines << hoursLines(hall->hours);
            }
            lines.removeAll(QString());
            for (const QString &line : std::as_const(lines)) {
                html += element(QStringLiteral("div"), line);
            }
            return html + wrapped(QStringLiteral("div"), phone(office.phone));
        }

        QString steps() const
        {
            QString html;
            for (const Step &step : m_item.steps) {
                const QString limit = step.limit ? limitText(*step.limit) : QString();
                html += wrapped(QStringLiteral("li"),
                    wrapped(QStringLiteral("b"), step.name.toHtmlEscaped())
                        + element(QStringLiteral("span class=\"small\""), limit)
                        + textToHtml(step.text));
            }
            return wrapped(QStringLiteral("ol"), html);
        }

        QString forms() const
        {
            QStringList ids;
            for (const Material &material : m_item.materials) {
                ids << material.form;
            }
            for (const Form &form : m_content.forms) {
                ids << (form.items.contains(m_item.id) ? form.id : QString());
            }
            ids.removeAll(QString());
            ids.removeDuplicates();
            QString html;
            for (const QString &id : std::as_const(ids)) {
                const Form *form = findById(m_content.forms, id);
                if (!form) {
                    continue;
                }
                QString links = formLink(id, form->name);
                if (!form->sampleFile.isEmpty()) {
                    links += QStringLiteral(" · ")
                        + formLink(id + QStringLiteral("-sample"), QStringLiteral("填写样例"));
                }
                html += wrapped(QStringLiteral("li"), links);
            }
            return wrapped(QStringLiteral("ul class=\"links\""), html);
        }

        QString questions() const
        {
            QString html;
            for (const Faq &one : m_item.faq) {
                html += wrapped(QStringLiteral("details"),
                    element(QStringLiteral("summary"), one.q) + textToHtml(one.a));
            }
            return html;
        }

        QString laws() const
        {
            QString html;
            for (const LegalBasis &basis : m_item.legalBasis) {
                if (const Law *law = findById(m_content.laws, basis.law)) {
                    html += element(QStringLiteral("li"),
                        QStringLiteral("《%1》%2").arg(law->name, basis.article));
                }
            }
            return wrapped(QStringLiteral("ul"), html);
        }

        QString contacts() const
        {
            const QString ask
                = m_item.consult.tel.isEmpty() ? m_content.site.mainPhone : m_item.consult.tel;
            QString html;
            if (!ask.isEmpty()) {
                html += wrapped(QStringLiteral("p"), QStringLiteral("咨询：") + phone(ask));
            }
            if (!m_item.complaint.tel.isEmpty()) {
                html += wrapped(
                    QStringLiteral("p"), QStringLiteral("投诉：") + phone(m_item.complaint.tel));
            }
            return html + textToHtml(m_item.remedies.review)
                + textToHtml(m_item.remedies.litigation);
        }

        const Item &m_item;
        const ReleaseContent &m_content;
    };

    QString sampleMark(const Site &site)
    {
        return site.sample ? element(QStringLiteral("p class=\"sample\""),
                   QStringLiteral("示例 本页内容仅供演示，办事以窗口答复为准"))
                           : QString();
    }

} // namespace

QByteArray guidePage(const Item &item, const ReleaseContent &content)
{
    const QString frame = QStringLiteral(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"format-detection\" content=\"telephone=no\">\n"
        "<title>%1 %2</title>\n<link rel=\"stylesheet\" href=\"../%3\">\n</head>\n<body>\n"
        "<header>%2</header>\n<main>\n");
    QString page = frame.arg(
        item.title.toHtmlEscaped(), content.site.bureau.toHtmlEscaped(), styleSheetPath());
    page += sampleMark(content.site);
    page += GuidePage(item, content).body();
    page += QStringLiteral("</main>\n<footer>%1%2</footer>\n</body>\n</html>\n")
                .arg(content.info.dataDate.isValid() ? element(QStringLiteral("p"),
                         QStringLiteral("数据日期 %1").arg(toText(content.info.dataDate)))
                                                     : QString(),
                    element(QStringLiteral("p"), guideUrl(content.site.publicUrl, item.id)));
    return page.toUtf8();
}

} // namespace Hall
