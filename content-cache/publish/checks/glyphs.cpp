#include "publish/checks/checks.h"
#include "publish/checks/textwalk.h"

#include <QSet>
#include <fontconfig/fontconfig.h>
#include <memory>

namespace Hall {

namespace {

    constexpr const char *kFamily = "Noto Sans CJK SC";

    /// The characters of the screens' font, as fontconfig knows them.
    class FontCoverage {
    public:
        FontCoverage()
        {
            FcPattern *wanted = FcPatternCreate();
            FcPatternAddString(wanted, FC_FAMILY, reinterpret_cast<const FcChar8 *>(kFamily));
            FcObjectSet *objects = FcObjectSetBuild(FC_CHARSET, nullptr);
            // An own configuration can be given back whole; the library's shared one cannot.
            FcConfig *config = FcInitLoadConfigAndFonts();
            FcFontSet *fonts = FcFontList(config, wanted, objects);
            m_characters = FcCharSetCreate();
            for (int i = 0; fonts && i < fonts->nfont; ++i) {
                FcCharSet *one = nullptr;
                if (FcPatternGetCharSet(fonts->fonts[i], FC_CHARSET, 0, &one) == FcResultMatch) {
                    FcCharSetMerge(m_characters, one, nullptr);
                    m_found = true;
                }
            }
            FcFontSetDestroy(fonts);
            FcObjectSetDestroy(objects);
            FcPatternDestroy(wanted);
            FcConfigDestroy(config);
        }

        ~FontCoverage()
        {
            FcCharSetDestroy(m_characters);
            FcFini(); // nobody else here uses fontconfig, and its tables are large
        }

        FontCoverage(const FontCoverage &) = delete;
        FontCoverage &operator=(const FontCoverage &) = delete;

        bool found() const { return m_found; }

        bool has(char32_t character) const
        {
            return FcCharSetHasChar(m_characters, character) == FcTrue;
        }

    private:
        FcCharSet *m_characters = nullptr;
        bool m_found = false;
    };

} // namespace

void checkGlyphs(const Workspace &workspace, Problems &problems)
{
    static const FontCoverage font;
    if (!font.found()) {
        problems.warning({ QStringLiteral("site.yaml") },
            QStringLiteral("这台机器没有屏幕字体 Noto Sans CJK SC，没有查缺字"),
            QStringLiteral("安装软件包 fonts-noto-cjk"));
        return;
    }
    QSet<char32_t> reported;
    forEachText(workspace, [&](const Origin &origin, const QString &path, const QString &text) {
        const QList<uint> characters = text.toUcs4();
        for (const uint character : characters) {
            if (character < 0x20 || font.has(character) || reported.contains(character)) {
                continue;
            }
            reported.insert(character);
            const char32_t one = character;
            problems.error(origin.at(path),
                QStringLiteral("屏幕字体里没有“%1”（U+%2）")
                    .arg(QString::fromUcs4(&one, 1))
                    .arg(character, 4, 16, QLatin1Char('0')),
                QStringLiteral("换一个常用的字或符号"));
        }
    });
}

} // namespace Hall
