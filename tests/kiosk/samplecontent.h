#pragma once

#include "publish/releasewriter.h"
#include "store/schema.h"

#include <QDir>
#include <QFile>
#include <QImage>

namespace Hall {

/// A small release with everything the screens must cope with: cases, fees, limits of each kind, a
/// title of the longest sort, a signpost, an unknown limit, a form with and one without a picture.
namespace Sample {

    inline Limit limit(int value, LimitUnit unit, const QString &basis = {})
    {
        return { value, unit, basis, {} };
    }

    inline Material paper(const QString &name, const QStringList &cases = {})
    {
        Material material;
        material.name = name;
        material.originals = 1;
        material.cases = cases;
        return material;
    }

    inline Item item(const QString &id, const QString &title, const QString &plainName)
    {
        Item one;
        one.id = id;
        one.title = title;
        one.plainName = plainName;
        one.state = QStringLiteral("published");
        one.kind = QStringLiteral("service");
        one.itemType = QStringLiteral("07");
        one.taskCode = QStringLiteral("SAMPLE-") + id;
        one.unit = QStringLiteral("huzheng");
        one.topics = { QStringLiteral("shenfenzheng") };
        one.disclosure = QStringLiteral("主动公开");
        one.agency = QStringLiteral("抚顺市公安局");
        one.legalBasis = { { QStringLiteral("shenfenzheng-fa"), QStringLiteral("第十一条"), {} } };
        one.acceptConditions = QStringLiteral("本市户口的居民，身份证丢失或者损坏。");
        one.locations = { { QStringLiteral("shi-huzheng"), {}, {} } };
        one.visits = 1;
        one.owner = QStringLiteral("户政支队");
        one.source = QStringLiteral("示例");
        one.verifiedOn = QDate(2026, 11, 1);
        one.reviewDue = QDate(2027, 5, 1);
        return one;
    }

    inline Item idCard()
    {
        Item one = item(QStringLiteral("HZ08"), QStringLiteral("居民身份证丢失补领、损坏换领"),
            QStringLiteral("身份证丢了、坏了"));
        one.hot = 1;
        one.acceptConditions = QStringLiteral("有下面一种情况：\n\n- 身份证丢了\n- 身份证坏了\n");
        one.topics << QStringLiteral("hukou");
        one.people = { QStringLiteral("elderly") };
        one.lifeEvents = { QStringLiteral("lost") };
        one.channels = { 1, 2 };
        one.visitReason = QStringLiteral("需采集指纹和人像");
        one.cases = { { QStringLiteral("lost"), QStringLiteral("丢失补领"), {},
                          { QStringLiteral("sfz-bl") }, false, false, {}, {} },
            { QStringLiteral("broken"), QStringLiteral("损坏换领"), {},
                { QStringLiteral("sfz-hl") }, false, false, {}, {} } };
        Material form = paper(QStringLiteral("居民身份证申领登记表"));
        form.kind = 2;
        form.form = QStringLiteral("F-HZ-01");
        form.fillNotes = QStringLiteral("用黑色签字笔填写，签名要本人写");
        Material household = paper(QStringLiteral("居民户口簿"));
        household.issuer = QStringLiteral("户籍地派出所");
        one.materials = { household, form,
            paper(QStringLiteral("损坏的身份证"), { QStringLiteral("broken") }) };
        one.steps = { { QStringLiteral("申请"), QStringLiteral("取号，到窗口交材料。"), {}, {}, {},
                          {}, {} },
            { QStringLiteral("采集"), QStringLiteral("采集两样：\n\n- 指纹\n- 人像"),
                QStringLiteral("3号窗口"), {}, limit(0, LimitUnit::Immediate), {}, {} },
            { QStringLiteral("领取"), QStringLiteral("凭领证回执领取。"), {}, {}, {}, {},
                QStringLiteral("居民身份证") } };
        one.legalLimit
            = limit(60, LimitUnit::NaturalDay, QStringLiteral("《居民身份证法》第十二条"));
        one.promisedLimit = limit(20, LimitUnit::WorkingDay);
        one.result = { 1, QStringLiteral("居民身份证"), QStringLiteral("二十年"),
            { QStringLiteral("窗口"), QStringLiteral("邮寄") } };
        one.locations = { { QStringLiteral("shi-huzheng"),
            { QStringLiteral("3"), QStringLiteral("4") }, {} } };
        one.faq = { { QStringLiteral("可以代办吗"), QStringLiteral("不可以，要采集本人的指纹。") },
            { QStringLiteral("外地户口可以吗"), QStringLiteral("可以，全国任一办证点都受理。") } };
        one.complaint.tel = QStringLiteral("12389");
        one.remedies.review = QStringLiteral("六十日内可以申请行政复议。");
        return one;
    }

    inline Item longTitled()
    {
        Item one = item(QStringLiteral("CR31"),
            QStringLiteral(
                "内地居民因探亲、定居、逗留、团队旅游及其他事由申请往来港澳通行证及签注的"
                "首次签发、换发、补发与失效重新申请（含未满十六周岁人员）"),
            QStringLiteral("港澳通行证第一次办、到期换、丢了补"));
        one.topics = { QStringLiteral("churujing") };
        one.unit = QStringLiteral("churujing");
        one.fees = { QStringLiteral("ga-zj") };
        one.materials = { paper(QStringLiteral("申请表")), paper(QStringLiteral("照片")) };
        one.legalLimit = limit(7, LimitUnit::WorkingDay);
        one.locations = { { QStringLiteral("crj-station"), {}, {} } };
        return one;
    }

    inline Item unknownFacts()
    {
        Item one
            = item(QStringLiteral("HZ12"), QStringLiteral("变更姓名"), QStringLiteral("改名字"));
        one.topics = { QStringLiteral("hukou") };
        one.locations = {};
        one.steps = {};
        return one;
    }

    inline Item signpost()
    {
        Item one = item(QStringLiteral("XF01"),
            QStringLiteral("公众聚集场所投入使用、营业前消防安全检查"),
            QStringLiteral("开店前的消防检查"));
        one.kind = QStringLiteral("signpost");
        one.topics = { QStringLiteral("xiaofang") };
        one.signpost = Signpost { QStringLiteral("市消防救援支队"),
            QStringLiteral("消防审批已不由公安机关办理，请到消防救援机构的窗口。"),
            QStringLiteral("12345") };
        return one;
    }

    inline Fee fee(const char *id, const QString &name, qint64 yuan, const QString &group)
    {
        Fee one;
        one.id = QLatin1String(id);
        one.name = name;
        one.amount = Money { yuan * 100 };
        one.unit = QStringLiteral("证");
        one.docNo = QStringLiteral("发改价格规〔2019〕1931号");
        one.group = group;
        return one;
    }

    inline ServiceHall hall()
    {
        ServiceHall one;
        one.id = QStringLiteral("shizhongxin");
        one.name = QStringLiteral("市公安局办事大厅（示例）");
        one.address = QStringLiteral("示例地址");
        one.floors = { { QStringLiteral("1"), QStringLiteral("一层 户籍") } };
        const QList<TimeSpan> winter { { QTime(8, 30), QTime(11, 30) },
            { QTime(13, 0), QTime(16, 30) } };
        one.hours.periods = { { QStringLiteral("冬季"), { 1001 }, { 430 }, { 1, 5 }, winter },
            { QStringLiteral("夏季"), { 501 }, { 930 }, { 1, 5 }, winter } };
        one.hours.exceptions
            = { { QDate(2026, 12, 31), QStringLiteral("年终盘点"), { winter.first() } } };
        return one;
    }

    inline Office office(const char *id, const char *hallId, const QString &name)
    {
        Office one;
        one.id = QLatin1String(id);
        one.hall = QLatin1String(hallId);
        one.name = name;
        one.floor = QStringLiteral("1");
        return one;
    }

    inline Form form(const char *id, const QString &name, const QString &url)
    {
        Form one;
        one.id = QLatin1String(id);
        one.name = name;
        one.file = QStringLiteral("form.pdf");
        one.pageCount = 1;
        one.pagePictures = { QStringLiteral("pages/%1-1.png").arg(one.id) };
        one.url = url;
        return one;
    }

    inline CalendarYear calendar()
    {
        CalendarYear year;
        year.year = 2026;
        year.issuedBy = QStringLiteral("国务院办公厅");
        for (int day = 1; day <= 7; ++day) {
            year.off << QDate(2026, 10, day);
            year.names.append({ QDate(2026, 10, day), QStringLiteral("国庆节") });
        }
        year.work = { QDate(2026, 9, 27), QDate(2026, 10, 10) };
        return year;
    }

    inline Notice notice(const char *id, const QString &title, const char *priority)
    {
        Notice one;
        one.id = QLatin1String(id);
        one.title = title;
        one.from = QDate(2026, 1, 1);
        one.to = QDate(2026, 12, 31);
        one.priority = QLatin1String(priority);
        one.text
            = QStringLiteral("十二月三十一日下午户籍窗口盘点，停止对外办公。\n\n请上午来办理。");
        return one;
    }

    inline QList<Hotline> hotlines()
    {
        Hotline consult { QStringLiteral("12345"), QStringLiteral("政务服务热线"),
            QStringLiteral("办事咨询、投诉、建议"), QStringLiteral("紧急情况不要打，请打 110"),
            QStringLiteral("24小时"), {}, {}, {}, QStringLiteral("政务"), 1 };
        Hotline police { QStringLiteral("110"), QStringLiteral("报警"),
            QStringLiteral("正在发生的违法犯罪、危险和求助"),
            QStringLiteral("咨询办事不要打，请打 12345"), QStringLiteral("24小时"), {}, {}, {},
            QStringLiteral("紧急"), 1 };
        return { consult, police };
    }

    inline void fillItems(ReleaseContent &content)
    {
        content.items = { idCard(), longTitled(), unknownFacts(), signpost() };
        for (int n = 1; n <= 11; ++n) {
            Item one
                = item(QStringLiteral("HZ2%1").arg(n), QStringLiteral("户口登记事项%1").arg(n), {});
            one.topics = { QStringLiteral("hukou") };
            one.free = true;
            one.materials = { paper(QStringLiteral("居民户口簿")) };
            one.legalLimit = limit(0, LimitUnit::Immediate);
            content.items << one;
        }
        for (const Item &one : std::as_const(content.items)) {
            content.terms.append({ one.id, SearchTermKind::Title, one.title, {} });
            if (!one.plainName.isEmpty()) {
                content.terms.append({ one.id, SearchTermKind::PlainName, one.plainName, {} });
            }
        }
        content.terms.append({ QStringLiteral("HZ08"), SearchTermKind::Alias,
            QStringLiteral("身份证"), QStringLiteral("shen fen zheng") });
    }

    inline ReleaseContent content(int release = 1)
    {
        ReleaseContent all;
        all.info = { release, QDate(2026, 11, 22), QStringLiteral("2026-11-22T06:00:00Z") };
        all.site.bureau = QStringLiteral("抚顺市公安局");
        all.site.publicUrl = QStringLiteral("https://bs.example");
        all.site.sample = true;
        all.site.mainPhone = QStringLiteral("12345");
        all.site.hotWords = { QStringLiteral("身份证"), QStringLiteral("户口") };
        all.site.attract = { { QStringLiteral("办事不用猜"),
            QStringLiteral("材料、费用、时限、地点，点一下就知道") } };
        fillItems(all);
        all.topics = { { QStringLiteral("shenfenzheng"), TopicKind::Topic, QStringLiteral("身份证"),
                           QStringLiteral("补领、换领"), QStringLiteral("idcard"), 1 },
            { QStringLiteral("hukou"), TopicKind::Topic, QStringLiteral("户口"),
                QStringLiteral("上户口、迁户口、改名字"), QStringLiteral("house"), 12 },
            { QStringLiteral("churujing"), TopicKind::Topic, QStringLiteral("出入境"),
                QStringLiteral("护照、港澳台"), QStringLiteral("passport"), 1 },
            { QStringLiteral("xiaofang"), TopicKind::Topic, QStringLiteral("消防"),
                QStringLiteral("已转给消防救援机构"), QStringLiteral("fire"), 1 },
            { QStringLiteral("empty"), TopicKind::Topic, QStringLiteral("空的"), {},
                QStringLiteral("dog"), 0 },
            { QStringLiteral("elderly"), TopicKind::People, QStringLiteral("老年人"), {},
                QStringLiteral("elder"), 1 },
            { QStringLiteral("lost"), TopicKind::LifeEvent, QStringLiteral("丢了东西"), {},
                QStringLiteral("lost"), 1 } };
        Unit households { QStringLiteral("huzheng"), QStringLiteral("户政支队"), {},
            QStringLiteral("户口、身份证"), {}, {}, {}, {} };
        Unit borders { QStringLiteral("churujing"), QStringLiteral("出入境管理支队"), {},
            QStringLiteral("护照、港澳台证件"), {}, {}, {}, {} };
        all.units = { households, borders };
        all.halls = { hall() };
        all.offices = { office("shi-huzheng", "shizhongxin", QStringLiteral("户政窗口")),
            office("crj-station", "", QStringLiteral("出入境接待大厅")) };
        all.offices[1].address = QStringLiteral("示例路 1 号");
        all.fees = { fee("sfz-bl", QStringLiteral("身份证丢失补领工本费"), 40,
                         QStringLiteral("身份证件")),
            fee("sfz-hl", QStringLiteral("身份证换领工本费"), 20, QStringLiteral("身份证件")),
            fee("ga-zj", QStringLiteral("往来港澳通行证"), 60, QStringLiteral("出入境证件")) };
        all.hotlines = hotlines();
        all.forms = { form("F-HZ-01", QStringLiteral("居民身份证申领登记表"),
            QStringLiteral("https://bs.example/f/abcdef")) };
        all.laws
            = { { QStringLiteral("shenfenzheng-fa"), QStringLiteral("中华人民共和国居民身份证法"),
                {}, QStringLiteral("法律"), {}, {}, {}, QStringLiteral("有效"), {}, {} } };
        all.notices = { notice("n1", QStringLiteral("年终盘点，半天不办公"), "important") };
        all.calendars = { calendar() };
        return all;
    }

    /// Writes a release into `directory` and gives the directory back.
    inline QString write(const ReleaseContent &content, const QString &directory)
    {
        QDir().mkpath(directory + QStringLiteral("/pages"));
        QImage page(420, 594, QImage::Format_RGB32);
        page.fill(Qt::white);
        page.save(directory + QStringLiteral("/pages/F-HZ-01-1.png"));
        const auto done
            = writeReleaseDatabase(content, directory + QLatin1Char('/') + releaseDatabaseName());
        Q_ASSERT_X(done.ok(), "Sample::write", done ? "" : qPrintable(done.failure().why));
        return directory;
    }

    /// Makes `generation` of a cache the current one, by rename as the synchroniser does.
    inline void makeCurrent(const QString &cache, const QString &generation)
    {
        const QString link = cache + QStringLiteral("/current");
        QFile::link(QStringLiteral("gen/") + generation, link + QStringLiteral(".new"));
        QFile::remove(link);
        QFile::rename(link + QStringLiteral(".new"), link);
    }

} // namespace Sample

} // namespace Hall
