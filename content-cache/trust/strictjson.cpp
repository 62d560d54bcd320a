#include "strictjson.h"

#include <QJsonArray>
#include <QUtf8StringView>

namespace Hall {

namespace {

    constexpr int deepestLevel = 32;
    constexpr int mostValues = 600'000;

    /// A recursive-descent reader; the first problem stops it and is kept as a sentence.
    class Reader {
    public:
        explicit Reader(const QByteArray &text)
            : m_at(text.constData())
            , m_start(m_at)
            , m_end(m_at + text.size())
        {
        }

        QJsonValue document()
        {
            QJsonValue result = value(0);
            skipSpace();
            if (m_at != m_end)
                fail("there is text after the end");
            return result;
        }

        bool failed() const { return !m_problem.isEmpty(); }

        const QString &problem() const { return m_problem; }

    private:
        QJsonValue value(int level);
        QJsonValue object(int level);
        QJsonValue array(int level);
        QJsonValue number();
        QJsonValue word(const char *text, const QJsonValue &meaning);
        QString string();
        void escape(QByteArray &out);
        char32_t fourDigits();
        void skipSpace();
        bool take(char expected);

        char peek() const { return m_at < m_end ? *m_at : '\0'; }

        void fail(const char *why);

        const char *m_at;
        const char *m_start;
        const char *m_end;
        int m_values = 0;
        QString m_problem;
    };

    void Reader::fail(const char *why)
    {
        if (failed())
            return;
        m_problem = QStringLiteral("not acceptable JSON at byte %1: %2")
                        .arg(m_at - m_start)
                        .arg(QString::fromLatin1(why));
        m_at = m_end;
    }

    void Reader::skipSpace()
    {
        while (m_at < m_end && (*m_at == ' ' || *m_at == '\t' || *m_at == '\n' || *m_at == '\r'))
            ++m_at;
    }

    bool Reader::take(char expected)
    {
        skipSpace();
        if (m_at == m_end || *m_at != expected)
            return false;
        ++m_at;
        return true;
    }

    QJsonValue Reader::value(int level)
    {
        if (level > deepestLevel)
            fail("nested too deeply");
        else if (++m_values > mostValues)
            fail("too many values");
        skipSpace();
        switch (peek()) {
        case '{':
            return object(level);
        case '[':
            return array(level);
        case '"':
            return string();
        case 't':
            return word("true", true);
        case 'f':
            return word("false", false);
        case 'n':
            return word("null", QJsonValue::Null);
        default:
            return number();
        }
    }

    QJsonValue Reader::object(int level)
    {
        QJsonObject result;
        take('{');
        if (take('}'))
            return result;
        do {
            skipSpace();
            const QString key = string();
            if (!take(':'))
                fail("a colon is missing");
            // No look-up by a text that could not be read: Qt 6.8.2 ends at a null key beside one
            // that is not ASCII.
            if (failed())
                return {};
            if (result.contains(key))
                fail("a key appears twice");
            const QJsonValue member = value(level + 1);
            if (failed())
                return {};
            result.insert(key, member);
        } while (take(','));
        if (!take('}'))
            fail("an object is not closed");
        return result;
    }

    QJsonValue Reader::array(int level)
    {
        QJsonArray result;
        take('[');
        if (take(']'))
            return result;
        do {
            const QJsonValue element = value(level + 1);
            if (failed())
                return {};
            result.append(element);
        } while (take(','));
        if (!take(']'))
            fail("a list is not closed");
        return result;
    }

    QJsonValue Reader::word(const char *text, const QJsonValue &meaning)
    {
        const QByteArrayView expected(text);
        if (!QByteArrayView(m_at, m_end).startsWith(expected)) {
            fail("an unknown word");
            return {};
        }
        m_at += expected.size();
        return meaning;
    }

    QJsonValue Reader::number()
    {
        const bool negative = peek() == '-';
        if (negative)
            ++m_at;
        const char *first = m_at;
        qint64 result = 0;
        while (peek() >= '0' && peek() <= '9') {
            result = result * 10 + (*m_at++ - '0');
            if (result > largestInteger) {
                fail("an integer beyond 2^53 - 1");
                return {};
            }
        }
        if (m_at == first)
            fail("a value is missing");
        else if (*first == '0' && (m_at - first > 1 || negative))
            fail("a number with a leading zero or a negative zero");
        else if (peek() == '.' || peek() == 'e' || peek() == 'E')
            fail("a number that is not an integer");
        return negative ? -result : result;
    }

    QString Reader::string()
    {
        if (!take('"')) {
            fail("a text is missing");
            return {};
        }
        QByteArray utf8;
        while (!failed() && m_at < m_end && *m_at != '"') {
            if (*m_at >= 0 && *m_at < 0x20)
                fail("a control character inside a text");
            else if (*m_at == '\\')
                escape(utf8);
            else
                utf8.append(*m_at++);
        }
        if (!take('"'))
            fail("a text is not closed");
        if (!QUtf8StringView(utf8).isValidUtf8())
            fail("a text is not UTF-8");
        // Empty, but not null, for the same reason.
        return utf8.isEmpty() ? QStringLiteral("") : QString::fromUtf8(utf8);
    }

    char32_t Reader::fourDigits()
    {
        char32_t code = 0;
        for (int i = 0; i < 4; ++i) {
            const char digit = peek();
            const bool decimal = digit >= '0' && digit <= '9';
            const char lower = static_cast<char>(digit | 0x20);
            if (!decimal && !(lower >= 'a' && lower <= 'f')) {
                fail("a \\u escape without four digits");
                return 0;
            }
            code = code * 16 + static_cast<char32_t>(decimal ? digit - '0' : lower - 'a' + 10);
            ++m_at;
        }
        return code;
    }

    void Reader::escape(QByteArray &out)
    {
        ++m_at;
        const char kind = peek();
        constexpr QByteArrayView names("\"\\/bfnrt");
        constexpr QByteArrayView meanings("\"\\/\b\f\n\r\t");
        if (const qsizetype index = kind ? names.indexOf(kind) : -1; index >= 0) {
            out.append(meanings.at(index));
            ++m_at;
            return;
        }
        if (kind != 'u') {
            fail("an unknown escape");
            return;
        }
        ++m_at;
        char32_t code = fourDigits();
        if (QChar::isHighSurrogate(code)) {
            const bool followed = QByteArrayView(m_at, m_end).startsWith("\\u");
            m_at += followed ? 2 : 0;
            const char32_t low = followed ? fourDigits() : 0;
            if (!QChar::isLowSurrogate(low))
                fail("half a surrogate pair");
            code = QChar::surrogateToUcs4(static_cast<char16_t>(code), static_cast<char16_t>(low));
        } else if (QChar::isLowSurrogate(code)) {
            fail("half a surrogate pair");
        }
        if (!failed())
            out.append(QString::fromUcs4(&code, 1).toUtf8());
    }

} // namespace

Result<QJsonObject> parseStrictObject(const QByteArray &text, const QString &where)
{
    Reader reader(text);
    const QJsonValue value = reader.document();
    if (reader.failed())
        return Failure { where, reader.problem() };
    if (!value.isObject())
        return Failure { where, QStringLiteral("the outermost value is not an object") };
    return value.toObject();
}

} // namespace Hall
