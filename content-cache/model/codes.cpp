#include "model/codes.h"

namespace Hall {

namespace {

    // "01 行政许可;02 行政处罚" → entries; the tables below stay readable this way.
    QList<CodeName> parse(const QString &table)
    {
        QList<CodeName> set;
        for (const QString &entry : table.split(QLatin1Char(';'))) {
            set.append(
                { entry.section(QLatin1Char(' '), 0, 0), entry.section(QLatin1Char(' '), 1) });
        }
        return set;
    }

} // namespace

QList<CodeName> itemTypeCodes()
{
    static const QList<CodeName> set = parse(QStringLiteral(
        "01 行政许可;02 行政处罚;03 行政强制;04 行政征收;05 行政给付;06 行政检查;07 行政确认;"
        "08 行政奖励;09 行政裁决;10 其他行政权力;20 公共服务"));
    return set;
}

QList<CodeName> exerciseLevelCodes()
{
    static const QList<CodeName> set = parse(
        QStringLiteral("1 国家级;2 省级;3 市级;4 县级;5 乡镇(街道)级;6 村(社区)级;7 分级管理"));
    return set;
}

QList<CodeName> powerSourceCodes()
{
    static const QList<CodeName> set = parse(
        QStringLiteral("1 法定本级行使;2 上级下放;3 上级授权;4 同级授权;5 上级委托;6 同级委托"));
    return set;
}

QList<CodeName> audienceCodes()
{
    static const QList<CodeName> set
        = parse(QStringLiteral("1 自然人;2 企业法人;3 事业法人;4 "
                               "社会组织法人;5 非法人企业;6 行政机关;9 其他组织"));
    return set;
}

QList<CodeName> channelCodes()
{
    static const QList<CodeName> set = parse(QStringLiteral("1 窗口办理;2 网上办理;3 快递申请"));
    return set;
}

QList<CodeName> crossScopeCodes()
{
    static const QList<CodeName> set = parse(QStringLiteral(
        "0 不支持通办;1 全国通办;2 全省通办;3 全市通办;4 全县通办;5 全镇通办;6 跨村通办"));
    return set;
}

QList<CodeName> caseTypeCodes()
{
    static const QList<CodeName> set = parse(QStringLiteral("1 即办件;2 承诺件;9 其他"));
    return set;
}

QList<CodeName> personTopicCodes()
{
    static const QList<CodeName> set
        = parse(QStringLiteral("005 生育收养;010 户籍办理;015 民族宗教;020 教育科研;025 "
                               "入伍服役;030 就业创业;035 设立变更;"
                               "040 准营准办;045 抵押质押;050 职业资格;055 行政缴费;060 "
                               "婚姻登记;065 优待抚恤;070 规划建设;"
                               "075 住房保障;085 社会保障;090 证件办理;095 交通出行;100 "
                               "旅游观光;105 出境入境;110 消费维权;"
                               "115 公共安全;120 司法公证;125 知识产权;130 环保绿化;135 "
                               "文化体育;140 公用事业;145 医疗卫生;"
                               "150 离职退休;155 死亡殡葬;998 地方特色;999 其他"));
    return set;
}

QList<CodeName> legalTopicCodes()
{
    static const QList<CodeName> set = parse(QStringLiteral(
        "005 设立变更;010 准营准办;015 资质认证;020 年检年审;025 税收财务;030 人力资源;035 "
        "社会保障;"
        "040 投资审批;045 融资信贷;050 抵押质押;055 商务贸易;060 招标拍卖;065 海关口岸;070 "
        "涉外服务;"
        "075 农林牧渔;085 国土和规划建设;090 交通运输;095 环保绿化;100 应对气候变化;105 水务气象;"
        "110 医疗卫生;115 科技创新;120 文体教育;125 知识产权;130 民族宗教;135 质量技术;140 "
        "检验检疫;"
        "145 安全生产;150 公安消防;155 司法公证;160 公用事业;165 法人注销;170 档案文物;998 "
        "地方特色;999 其他"));
    return set;
}

QString codeName(const QList<CodeName> &set, const QString &code)
{
    for (const CodeName &entry : set) {
        if (entry.code == code) {
            return entry.name;
        }
    }
    return {};
}

} // namespace Hall
