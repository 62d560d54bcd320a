#include "publish/commands/help.h"

#include <algorithm>

namespace Hall {

namespace {

    // Han characters fill two columns of a terminal.
    qsizetype columnsOf(const QString &text)
    {
        return text.size() + std::count_if(text.cbegin(), text.cend(), [](QChar c) {
            return c.unicode() >= 0x2E80;
        });
    }

    QString padded(const QString &text, qsizetype columns)
    {
        return text + QString(std::max<qsizetype>(columns - columnsOf(text), 1), u' ');
    }

    QString call(const Command &command)
    {
        return QStringLiteral("%1 %2")
            .arg(QString::fromUtf8(command.name), QString::fromUtf8(command.operands))
            .trimmed();
    }

    QString written(const Option &option)
    {
        const QString name = QStringLiteral("--") + QString::fromUtf8(option.name);
        return option.value ? name + u' ' + QString::fromUtf8(option.value) : name;
    }

    QString exitCodes()
    {
        return QStringLiteral(
            "返回值：0 正常，1 内容有问题，2 用法不对，3 环境有问题（磁盘、缺少程序、密钥）。\n");
    }

} // namespace

QString overview(const QList<Command> &commands, const QString &group)
{
    QString text = QStringLiteral("用法：hall-publish 命令 …\n");
    for (const Command &command : commands) {
        const QString name = QString::fromUtf8(command.name);
        if (group.isEmpty() || name.startsWith(group + u' ')) {
            text += QStringLiteral("  %1%2\n")
                        .arg(padded(name, 18), QString::fromUtf8(command.summary));
        }
    }
    return text + QStringLiteral("每个命令的写法：hall-publish 命令 --help\n") + exitCodes();
}

QString helpOf(const Command &command)
{
    QString text = QStringLiteral("用法：hall-publish %1").arg(call(command));
    for (const Option &option : command.options) {
        text += option.required ? u' ' + written(option) : QString();
    }
    const bool choice = std::any_of(command.options.cbegin(), command.options.cend(),
        [](const Option &option) { return !option.required; });
    text += choice ? QStringLiteral(" [选项]") : QString();
    text += QStringLiteral("\n%1。\n").arg(QString::fromUtf8(command.summary));
    for (const Option &option : command.options) {
        text += QStringLiteral("  %1%2%3\n")
                    .arg(padded(written(option), 26), QString::fromUtf8(option.help),
                        option.repeatable ? QStringLiteral("（可重复）") : QString());
    }
    return text + QString::fromUtf8(command.more) + exitCodes();
}

} // namespace Hall
