#include "publish/workspace/textfile.h"

#include "trust/boundedread.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStringDecoder>
#include <cerrno>
#include <iconv.h>
#include <string>

namespace Hall {

namespace {

    std::optional<QString> fromUtf8(const QByteArray &bytes)
    {
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        const QString text = decoder(bytes);
        return decoder.hasError() ? std::nullopt : std::optional<QString>(text);
    }

    // Nearly any bytes are some GB 18030 text, so the pairs have to be those of everyday characters
    // (the GB 2312 area); Latin-1 or a damaged UTF-8 file fails here.
    bool looksLikeChinese(const QByteArray &bytes)
    {
        int everyday = 0;
        int rare = 0;
        for (qsizetype i = 0; i + 1 < bytes.size(); ++i) {
            const auto first = static_cast<uchar>(bytes.at(i));
            const auto second = static_cast<uchar>(bytes.at(i + 1));
            if (first < 0x80) {
                continue;
            }
            ++(first >= 0xA1 && first <= 0xF7 && second >= 0xA1 ? everyday : rare);
            ++i;
        }
        return everyday > 0 && rare * 10 <= everyday;
    }

    std::optional<QString> fromGb18030(QByteArray bytes)
    {
        if (!looksLikeChinese(bytes)) {
            return std::nullopt;
        }
        iconv_t converter = ::iconv_open("UTF-8", "GB18030");
        if (reinterpret_cast<intptr_t>(converter) == -1) {
            return std::nullopt;
        }
        std::string utf8(static_cast<std::size_t>(bytes.size()) * 3 + 16, '\0');
        char *from = bytes.data();
        auto fromLeft = static_cast<std::size_t>(bytes.size());
        char *to = utf8.data();
        std::size_t toLeft = utf8.size();
        const std::size_t outcome = ::iconv(converter, &from, &fromLeft, &to, &toLeft);
        ::iconv_close(converter);
        if (outcome == static_cast<std::size_t>(-1) || fromLeft > 0) {
            return std::nullopt;
        }
        utf8.resize(utf8.size() - toLeft);
        return QString::fromStdString(utf8);
    }

    int lineAt(const QString &text, qsizetype position)
    {
        return static_cast<int>(text.left(position).count(QLatin1Char('\n'))) + 1;
    }

    bool hasControlCharacters(const QString &text, const QString &file, Problems &problems)
    {
        for (qsizetype i = 0; i < text.size(); ++i) {
            const char16_t c = text.at(i).unicode();
            const bool allowed = c == '\n' || c == '\t' || (c >= 0x20 && c != 0x7F && c != 0xFFFE);
            if (!allowed) {
                problems.error({ file, lineAt(text, i) },
                    QStringLiteral("有不可见的控制字符（U+%1）").arg(c, 4, 16, QLatin1Char('0')),
                    QStringLiteral("删掉这一行里的不可见字符再保存"));
                return true;
            }
        }
        return false;
    }

} // namespace

std::optional<QString> decodeText(const QByteArray &bytes, const QString &file, Problems &problems)
{
    if (bytes.startsWith("\xFF\xFE") || bytes.startsWith("\xFE\xFF")) {
        problems.error({ file }, QStringLiteral("文件是 UTF-16 编码，读不了"),
            QStringLiteral("用编辑器另存为 UTF-8 编码"));
        return std::nullopt;
    }
    if (const auto nul = bytes.indexOf('\0'); nul >= 0) {
        problems.error({ file, static_cast<int>(bytes.left(nul).count('\n')) + 1 },
            QStringLiteral("文件里有空字节（NUL），可能已损坏或不是文本文件"),
            QStringLiteral("从备份恢复，或重新保存为 UTF-8 文本"));
        return std::nullopt;
    }
    const QByteArray plain = bytes.startsWith("\xEF\xBB\xBF") ? bytes.mid(3) : bytes;
    std::optional<QString> text = fromUtf8(plain);
    if (!text) {
        text = fromGb18030(plain);
    }
    if (!text) {
        problems.error({ file }, QStringLiteral("文件既不是 UTF-8 也不是 GB 18030 编码"),
            QStringLiteral("用编辑器另存为 UTF-8 编码；文件可能没有存完"));
        return std::nullopt;
    }
    text->replace(QLatin1String("\r\n"), QLatin1String("\n"));
    text->replace(QLatin1Char('\r'), QLatin1Char('\n'));
    return hasControlCharacters(*text, file, problems) ? std::nullopt : text;
}

std::optional<QString> readTextFile(
    const QString &directory, const QString &file, Problems &problems)
{
    const QString path = QDir(directory).filePath(file);
    const QFileInfo info(path);
    if (info.isSymLink()) {
        problems.error(
            { file }, QStringLiteral("是链接，不是文件本身"), QStringLiteral("换成文件本身"));
        return std::nullopt;
    }
    if (info.exists() && !info.isFile()) {
        problems.error({ file }, QStringLiteral("不是普通文件"),
            QStringLiteral("移走它，从备份或模板补上文件"));
        return std::nullopt;
    }
    if (!info.exists()) {
        problems.error({ file }, QStringLiteral("缺少这个文件"),
            QStringLiteral("从备份或模板补上；没有内容也要保留表头"));
        return std::nullopt;
    }
    QFile source(path);
    if (!source.open(QIODevice::ReadOnly)) {
        problems.error({ file }, QStringLiteral("文件打不开：%1").arg(source.errorString()),
            QStringLiteral("检查文件权限，或关闭正在占用它的程序"));
        return std::nullopt;
    }
    const QByteArray bytes = readAtMost(source, kMaxTextFileBytes + 1);
    if (bytes.size() > kMaxTextFileBytes) {
        problems.error({ file },
            QStringLiteral("文件超过 %1 MB，不像是手写的内容").arg(kMaxTextFileBytes >> 20),
            QStringLiteral("拆成几个文件，或检查是不是放错了文件"));
        return std::nullopt;
    }
    return decodeText(bytes, file, problems);
}

} // namespace Hall
