// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What `plimsollctl answers` asks of a year of twenty models: how long it takes with the pages of
// the store dropped from the system's cache, and with what it needs in memory; beside it, in the
// same run, the moments and outcomes of the same evidence read and nothing else done with them.
// bench_answers [ROWS] [FILE]; a million rows in a temporary directory unless told otherwise. FILE
// is kept, and only read when it is there.
#include "storage/query/answers.h"
#include "storage/sqlite/sqlitestore.h"
#include "tests/bench/figures.h"
#include "tests/bench/storesizes.h"
#include "tests/bench/yearstore.h"

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>

#include <cstdio>

using namespace plimsoll;
using namespace plimsoll::bench;

namespace {

constexpr int coldRuns = 5;
constexpr int warmRuns = 11;
constexpr double coldGoalMs = 2'000;
constexpr double warmGoalMs = 200;

using Ask = std::function<Result<void>(const StoreReader&)>;

struct Times
{
    double cold = 0;
    double warm = 0;
};

// One snapshot each, as a command asks.
Result<void> ask(StoreReader& reader, const Ask& question)
{
    if (const auto begun = reader.beginSnapshot(); !begun) {
        return begun;
    }
    const auto done = question(reader);
    reader.endSnapshot();
    return done;
}

Result<Times> timesOf(const QString& store, const Ask& question)
{
    Result<void> done;
    const auto keep = [&done](const Result<void>& next) { done = done ? next : done; };
    std::vector<double> cold;
    for (int run = 0; run < coldRuns; ++run) {
        evict(store);
        cold.push_back(medianMs(1, [&] {
            const auto reader = openSqliteReader(store);
            keep(reader ? ask(**reader, question) : Result<void>(reader.error()));
        }));
    }
    std::ranges::sort(cold);
    const auto reader = openSqliteReader(store);
    if (!reader) {
        return reader.error();
    }
    keep(ask(**reader, question));
    const double warm = medianMs(warmRuns, [&] { keep(ask(**reader, question)); });
    if (!done) {
        return done.error();
    }
    return Times {.cold = cold.at(cold.size() / 2), .warm = warm};
}

// Its rows are counted, so that the reading is not for nothing.
Ask readingOf(TimeRange evidence, qint64& rows)
{
    return [evidence, &rows](const StoreReader& reader) {
        std::array<qint64, 2> counts {};
        const auto done = reader.samples({.range = evidence, .threads = int(counts.size())},
                                         [&counts](int worker, const SampleBlock& block) {
                                             counts.at(std::size_t(worker)) += qint64(block.size());
                                             return true;
                                         });
        rows = counts[0] + counts[1];
        return done;
    };
}

Ask answersOf(TimeRange evidence)
{
    return [evidence](const StoreReader& reader) {
        const auto all = answers(
            reader, Catalogue::shipped(),
            {.evidence = evidence, .asOf = evidence.to, .zone = QTimeZone("America/New_York")});
        return all ? Result<void>() : Result<void>(all.error());
    };
}

Figure figureOf(const QString& what, double ours, double reading, double goal)
{
    return {.what = what,
            .ours = milliseconds(ours),
            .limit = milliseconds(reading),
            .ratio = QStringLiteral("%1 the reading").arg(times(ours / reading)),
            .goal = QStringLiteral("< %1").arg(milliseconds(goal)),
            .met = ours < goal};
}

Result<std::vector<Figure>> figures(const QString& store, std::chrono::days evidence)
{
    const auto reader = openSqliteReader(store);
    const auto info = reader ? (*reader)->info() : Result<StoreInfo>(reader.error());
    if (!info) {
        return info.error();
    }
    const TimePoint asOf = info->newest.value_or(TimePoint()) + std::chrono::minutes(1);
    const TimeRange range {asOf - evidence, asOf};
    qint64 rows = 0;
    const auto reading = timesOf(store, readingOf(range, rows));
    const auto ours = timesOf(store, answersOf(range));
    if (!reading || !ours) {
        return !reading ? reading.error() : ours.error();
    }
    const QString what =
        QStringLiteral("answers, %1 days of evidence (%2 rows)").arg(evidence.count()).arg(rows);
    return std::vector {
        figureOf(what + QStringLiteral(", cold"), ours->cold, reading->cold, coldGoalMs),
        figureOf(what + QStringLiteral(", warm"), ours->warm, reading->warm, warmGoalMs)};
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const qint64 rows = arguments.value(1, QStringLiteral("1000000")).toLongLong();
    const QTemporaryDir directory;
    if (rows <= 0 || !directory.isValid()) {
        std::fputs("usage: bench_answers [ROWS] [FILE]\n", stderr);
        return 64;
    }
    const QString store = arguments.value(2, directory.filePath(QStringLiteral("store.db")));
    const auto filled =
        QFile::exists(store) ? Result<void>() : fillStore(Year(YearPlan::ofRows(rows)), store);
    std::vector<Figure> all;
    for (const int evidence : {28, 364}) {
        const auto some = filled ? figures(store, std::chrono::days(evidence))
                                 : Result<std::vector<Figure>>(filled.error());
        if (!some) {
            std::fprintf(stderr, "%s\n", qPrintable(some.error().message));
            return 1;
        }
        all.insert(all.end(), some->begin(), some->end());
    }
    print(all);
    return 0;
}
