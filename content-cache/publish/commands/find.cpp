#include "publish/checks/checks.h"
#include "publish/commands/command.h"
#include "publish/commands/commands.h"
#include "publish/commands/optionforms.h"
#include "publish/pinyin/searchterms.h"
#include "publish/release/assemble.h"
#include "store/generation.h"
#include "store/schema.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTextStream>
#include <cstdio>

namespace Hall {

namespace {

    using Store = std::shared_ptr<const ContentStore>;

    // A workspace is searched as it would be published; its form pages are not needed for that.
    Result<Store> builtFrom(
        const Workspace &workspace, const Arguments &arguments, const QTemporaryDir &scratch)
    {
        const ReleaseContent content
            = assembleRelease(workspace, { arguments.today(), arguments.text(kPublicUrl.name), 0 });
        const Result<Done> written
            = writeReleaseDatabase(content, scratch.filePath(releaseDatabaseName()));
        return written ? ContentStore::open(scratch.path()) : Result<Store>(written.failure());
    }

    void print(const QList<SearchHit> &hits)
    {
        QTextStream out(stdout);
        for (const SearchHit &hit : hits) {
            out << hit.itemId << '\t' << hit.title << '\t' << hit.reason << '\n';
        }
    }

    bool isWorkspace(const QString &directory)
    {
        return QFileInfo::exists(directory + QStringLiteral("/site.yaml"));
    }

    Exit search(const Result<Store> &store, const Arguments &arguments)
    {
        if (!store) {
            return complain(store.failure());
        }
        const QString query = arguments.operands().mid(1).join(u' ');
        const QList<SearchHit> hits
            = store.value()->search(query, arguments.today(), arguments.number("limit"));
        print(hits);
        if (hits.isEmpty()) {
            QTextStream(stderr) << QStringLiteral("没有结果：可在 aliases.csv 加一行\n");
        }
        return Exit::Fine;
    }

    /// Prints what a citizen would get for a query, best first: id, title, reason, by tabs.
    Exit runFind(const Arguments &arguments)
    {
        const QString directory = arguments.operand();
        if (!isWorkspace(directory)) {
            const QString generation = currentGeneration(directory);
            return search(
                ContentStore::open(generation.isEmpty() ? directory : generation), arguments);
        }
        // Search works while other parts of the workspace are still wrong: editors tune words
        // first.
        Problems problems;
        const Workspace workspace = loadWorkspace(directory, problems);
        checkWorkspace(workspace, { arguments.today(), arguments.text(kPublicUrl.name) }, problems);
        if (problems.hasErrors()) {
            QTextStream(stderr)
                << QStringLiteral("工作区有 %1 处错误，结果可能不全\n").arg(problems.errors());
        }
        const QTemporaryDir scratch;
        return search(builtFrom(workspace, arguments, scratch), arguments);
    }

    /// Prints how words are read, so that editors see where polyphones.csv needs a row.
    Exit runReadings(const Arguments &arguments)
    {
        Problems problems;
        const Workspace workspace = loadWorkspace(arguments.operand(), problems);
        QList<Polyphone> polyphones;
        for (const Sourced<Polyphone> &one : workspace.polyphones) {
            polyphones.append(one.value);
        }
        const Phrasebook phrasebook(polyphones);
        QTextStream out(stdout);
        for (const QString &word : arguments.operands().mid(1)) {
            out << word << '\t' << phrasebook.readingsOf(word) << '\n';
        }
        return Exit::Fine;
    }

    QString emptyWords(const Arguments &arguments)
    {
        return arguments.operands().mid(1).join(QString()).trimmed().isEmpty()
            ? QStringLiteral("要查的词是空的")
            : QString();
    }

} // namespace

QList<Command> findCommands()
{
    return {
        { "find", "RELEASE-OR-DIR QUERY…", 2, -1, "试一试群众会搜到什么", "一个文件夹和要查的词",
            { kToday, kPublicUrl,
                { "limit", "N", "最多几条，默认 10", "10", OptionForm::positive } },
            runFind, emptyWords },
        { "readings", "DIR WORD…", 2, -1, "看词的读音，决定 polyphones.csv 要不要加行",
            "一个文件夹和要查的词", {}, runReadings, emptyWords },
    };
}

} // namespace Hall
