#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace Hall {

/// One entry of a national code set (GB/T 39046-2020 annex A and platform practice, domain §1.9).
struct CodeName {
    QString code;
    QString name;
};

QList<CodeName> itemTypeCodes(); ///< 01 行政许可 … 20 公共服务
QList<CodeName> exerciseLevelCodes(); ///< 1 国家级 … 7 分级管理
QList<CodeName> powerSourceCodes();
QList<CodeName> audienceCodes();
QList<CodeName> channelCodes(); ///< 1 窗口办理, 2 网上办理, 3 快递申请
QList<CodeName> crossScopeCodes(); ///< 0 无 … 6 跨村
QList<CodeName> caseTypeCodes(); ///< 1 即办件, 2 承诺件, 9 其他
QList<CodeName> personTopicCodes();
QList<CodeName> legalTopicCodes();

/// The name of a code, or empty when the set has no such code.
QString codeName(const QList<CodeName> &set, const QString &code);

} // namespace Hall
