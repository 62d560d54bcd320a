#include "publish/workspace/yamltree.h"

#include <QSet>
#include <QStringList>
#include <algorithm>
#include <sstream>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

namespace Hall {

namespace {

    /// Builds YamlNodes from yaml-cpp's events and refuses what a clerk's file never needs.
    class TreeBuilder final : public YAML::EventHandler {
    public:
        TreeBuilder(const QString &file, int firstLine, Problems &problems)
            : m_file(file)
            , m_firstLine(firstLine)
            , m_problems(problems)
        {
        }

        YamlNode root;

        void OnDocumentStart(const YAML::Mark &) override { }

        void OnDocumentEnd() override { }

        void OnNull(const YAML::Mark &mark, YAML::anchor_t) override
        {
            add(nodeAt(mark, YamlNode::Kind::Nothing));
        }

        void OnAlias(const YAML::Mark &mark, YAML::anchor_t) override
        {
            m_problems.error(placeOf(mark), QStringLiteral("不支持引用（*名字）"),
                QStringLiteral("把内容原样再写一遍"));
            add(nodeAt(mark, YamlNode::Kind::Nothing));
        }

        void OnAnchor(const YAML::Mark &mark, const std::string &) override
        {
            m_problems.error(placeOf(mark), QStringLiteral("不支持锚点（&名字）"),
                QStringLiteral("去掉 & 和它后面的名字；值以 & 开头时加引号"));
        }

        void OnScalar(const YAML::Mark &mark, const std::string &, YAML::anchor_t,
            const std::string &value) override
        {
            YamlNode node = nodeAt(mark, YamlNode::Kind::Scalar);
            node.text = QString::fromStdString(value);
            add(std::move(node));
        }

        void OnSequenceStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t,
            YAML::EmitterStyle::value) override
        {
            m_open.push_back(nodeAt(mark, YamlNode::Kind::List));
        }

        void OnSequenceEnd() override { close(); }

        void OnMapStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t,
            YAML::EmitterStyle::value) override
        {
            m_open.push_back(nodeAt(mark, YamlNode::Kind::Map));
        }

        void OnMapEnd() override
        {
            refuseDuplicateKeys(m_open.back());
            close();
        }

    private:
        Place placeOf(const YAML::Mark &mark) const
        {
            return { m_file, m_firstLine + mark.line, mark.column + 1 };
        }

        YamlNode nodeAt(const YAML::Mark &mark, YamlNode::Kind kind) const
        {
            YamlNode node;
            node.kind = kind;
            node.line = m_firstLine + mark.line;
            node.column = mark.column + 1;
            return node;
        }

        void add(YamlNode node)
        {
            if (m_open.empty()) {
                root = std::move(node);
            } else {
                m_open.back().children.push_back(std::move(node));
            }
        }

        void close()
        {
            YamlNode node = std::move(m_open.back());
            m_open.pop_back();
            add(std::move(node));
        }

        void refuseDuplicateKeys(const YamlNode &map)
        {
            QSet<QString> seen;
            for (const YamlNode *key : map.keys()) {
                if (!key->isScalar()) {
                    m_problems.error({ m_file, key->line, key->column },
                        QStringLiteral("字段名应是一个词"), QStringLiteral("检查冒号和缩进"));
                } else if (seen.contains(key->text)) {
                    m_problems.error({ m_file, key->line, key->column, key->text },
                        QStringLiteral("字段重复出现"), QStringLiteral("只保留一处"));
                }
                seen.insert(key->text);
            }
        }

        QString m_file;
        int m_firstLine;
        Problems &m_problems;
        std::vector<YamlNode> m_open;
    };

    QStringView indentOf(const QString &line)
    {
        const auto text = std::find_if(
            line.cbegin(), line.cend(), [](QChar c) { return c != u' ' && c != u'\t'; });
        return QStringView(line).left(std::distance(line.cbegin(), text));
    }

    bool hasTabs(const QString &text, const QString &file, int firstLine, Problems &problems)
    {
        bool found = false;
        int number = firstLine;
        const QStringList lines = text.split(QLatin1Char('\n'));
        for (const QString &line : lines) {
            if (!line.trimmed().isEmpty() && indentOf(line).contains(u'\t')) {
                problems.error({ file, number }, QStringLiteral("行首用了制表符(Tab)"),
                    QStringLiteral("YAML 只能用空格缩进，把 Tab 换成两个空格"));
                found = true;
            }
            ++number;
        }
        return found;
    }

} // namespace

const YamlNode *YamlNode::find(const QString &key) const
{
    for (std::size_t i = 0; isMap() && i + 1 < children.size(); i += 2) {
        if (children[i].text == key) {
            return &children[i + 1];
        }
    }
    return nullptr;
}

std::vector<const YamlNode *> YamlNode::keys() const
{
    std::vector<const YamlNode *> list;
    for (std::size_t i = 0; isMap() && i + 1 < children.size(); i += 2) {
        list.push_back(&children[i]);
    }
    return list;
}

std::optional<YamlNode> parseYaml(
    const QString &text, const QString &file, Problems &problems, int firstLine)
{
    if (hasTabs(text, file, firstLine, problems)) {
        return std::nullopt;
    }
    TreeBuilder builder(file, firstLine, problems);
    try {
        std::istringstream stream(text.toStdString());
        YAML::Parser parser(stream);
        parser.HandleNextDocument(builder);
        YamlNode document = std::move(builder.root);
        TreeBuilder second(file, firstLine, problems);
        if (parser.HandleNextDocument(second)) {
            problems.error({ file, second.root.line }, QStringLiteral("文件里有第二段(---)"),
                QStringLiteral("一个文件只写一段内容"));
        }
        return document;
    } catch (const YAML::Exception &error) {
        problems.error({ file, firstLine + error.mark.line, error.mark.column + 1 },
            QStringLiteral("YAML 写法有误，读到这里读不下去（%1）")
                .arg(QString::fromStdString(error.msg)),
            QStringLiteral("检查这一行和上一行的缩进、冒号、引号和括号；文件可能没有存完"));
        return std::nullopt;
    }
}

} // namespace Hall
