#include "publish/checks/checks.h"
#include "publish/commands/commands.h"
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
            = assembleRelease(workspace, { arguments.today, arguments.publicUrl, 0 });
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
        const QString query = arguments.operands.mid(1).join(u' ');
        const QList<SearchHit> hits
            = store.value()->search(query, arguments.today, arguments.limit);
        print(hits);
        if (hits.isEmpty()) {
            QTextStream(stderr) << QStringLiteral("没有结果：可在 aliases.csv 加一行\n");
        }
        return Exit::Fine;
    }

} // namespace

Exit runFind(const Arguments &arguments)
{
    const QString directory = arguments.operands.first();
    if (!isWorkspace(directory)) {
        const QString generation = currentGeneration(directory);
        return search(ContentStore::open(generation.isEmpty() ? directory : generation), arguments);
    }
    // Search works while other parts of the workspace are still wrong: editors tune words first.
    Problems problems;
    const Workspace workspace = loadWorkspace(directory, problems);
    checkWorkspace(workspace, { arguments.today, arguments.publicUrl }, problems);
    if (problems.hasErrors()) {
        QTextStream(stderr)
            << QStringLiteral("工作区有 %1 处错误，结果可能不全\n").arg(problems.errors());
    }
    const QTemporaryDir scratch;
    return search(builtFrom(workspace, arguments, scratch), arguments);
}

Exit runReadings(const Arguments &arguments)
{
    Problems problems;
    const Workspace workspace = loadWorkspace(arguments.operands.first(), problems);
    QList<Polyphone> polyphones;
    for (const Sourced<Polyphone> &one : workspace.polyphones) {
        polyphones.append(one.value);
    }
    const Phrasebook phrasebook(polyphones);
    QTextStream out(stdout);
    for (const QString &word : arguments.operands.mid(1)) {
        out << word << '\t' << phrasebook.readingsOf(word) << '\n';
    }
    return Exit::Fine;
}

} // namespace Hall
