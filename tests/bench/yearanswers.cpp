// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/yearanswers.h"

#include "storage/sqlite/sqlitestore.h"
#include "tests/bench/plainsqlite.h"
#include "tests/bench/storequestions.h"
#include "tests/bench/storesizes.h"
#include "tests/bench/yearcsv.h"

#include <QDir>
#include <QFileInfo>

#include <cstdio>

namespace plimsoll::bench {

namespace {

constexpr int asked = 3; // the model of the questions of one model
constexpr int warmRuns = 21;
constexpr int scanRuns = 7; // of questions that read all rows
constexpr int coldRuns = 5;
constexpr qint64 manyRows = 15'000'000; // plain rows are then asked once, for they take minutes
constexpr qint64 largeCacheBytes = qint64 {512} << 20;
constexpr double largestError = 0.008;

int runsOf(Question question)
{
    return question == Question::AdHoc ? scanRuns : warmRuns;
}

Figure checked(Figure figure, const QString& goal, bool met)
{
    figure.goal = goal;
    figure.met = met;
    return figure;
}

} // namespace

QString storePath(const QString& directory)
{
    return QDir(directory).filePath(QStringLiteral("store.db"));
}

YearAnswers::YearAnswers(const Year& year, const QString& directory)
    : m_year(year)
    , m_directory(directory)
{
}

Result<void> YearAnswers::ask(const RamScan& scan)
{
    askMemory(scan);
    if (const auto done = askCold(); !done) {
        return done;
    }
    if (const auto done = askWarm(); !done) {
        return done;
    }
    askPlainRows();
    askDuckDb();
    return {};
}

void YearAnswers::askMemory(const RamScan& scan)
{
    for (const Question question : questions) {
        const auto i = std::size_t(question);
        m_exact.at(i) = scan.exact(question, asked);
        m_times.at(i).oneThread = medianMs(warmRuns, [&] { scan.answer(question, asked, 1); });
        m_times.at(i).twoThreads = medianMs(warmRuns, [&] { scan.answer(question, asked, 2); });
    }
}

// A new connection after the file's pages were dropped: open, ask, close.
Result<void> YearAnswers::askCold()
{
    Result<void> done;
    bool evicted = true;
    for (const Question question : questions) {
        std::vector<double> taken;
        for (int run = 0; run < coldRuns; ++run) {
            evicted = evict(storePath(m_directory)) && evicted;
            taken.push_back(medianMs(1, [&] {
                const auto reader = openSqliteReader(storePath(m_directory));
                const auto answer = reader
                    ? StoreQuestions(**reader, m_year.plan()).answer(question, asked)
                    : Result<Answer>(reader.error());
                if (!answer) {
                    done = answer.error();
                }
            }));
        }
        std::ranges::sort(taken);
        m_times.at(std::size_t(question)).cold = taken.at(taken.size() / 2);
    }
    std::puts(evicted ? "cold: a new connection, the file's pages dropped by posix_fadvise"
                      : "cold: a new connection alone, for the system drops no pages");
    return done;
}

Result<void> YearAnswers::askWarm()
{
    const auto reader = openSqliteReader(storePath(m_directory));
    if (!reader) {
        return reader.error();
    }
    const StoreQuestions ours(**reader, m_year.plan());
    for (const Question question : questions) {
        const auto i = std::size_t(question);
        const auto answer = ours.answer(question, asked);
        if (!answer) {
            return answer.error();
        }
        m_times.at(i).error = deviation(*answer, m_exact.at(i));
        m_times.at(i).warm =
            medianMs(runsOf(question), [&] { (void)bool(ours.answer(question, asked)); });
    }
    return askWithLargeCache();
}

// As the scan in memory and DuckDB have all they need in memory.
Result<void> YearAnswers::askWithLargeCache()
{
    const auto reader = openSqliteReader(storePath(m_directory), largeCacheBytes);
    if (!reader) {
        return reader.error();
    }
    const StoreQuestions ours(**reader, m_year.plan());
    const auto i = std::size_t(Question::AdHoc);
    const auto answer = ours.answer(Question::AdHoc, asked); // fills it
    if (!answer) {
        return answer.error();
    }
    m_times.at(i).usualCache = m_times.at(i).warm;
    const auto median = [&](int threads) {
        return medianMs(scanRuns,
                        [&] { (void)bool(ours.answer(Question::AdHoc, asked, threads)); });
    };
    m_times.at(i).warm = median(2);
    m_times.at(i).warmOneThread = median(1);
    return {};
}

void YearAnswers::askPlainRows()
{
    const QString file = QDir(m_directory).filePath(QStringLiteral("plain.db"));
    {
        PlainSqlite plain(file, m_year.plan());
        bool filled = true;
        eachDay(m_year,
                [&](const std::vector<DayColumns>& day) { filled = plain.add(day) && filled; });
        for (const Question question : questions) {
            const auto i = std::size_t(question);
            const Deviation error = deviation(plain.answer(question, asked), m_exact.at(i));
            m_othersAgree = m_othersAgree && filled && error.countsEqual;
            const int runs = m_year.plan().rows() > manyRows ? 1 : 3;
            m_times.at(i).plain = medianMs(runs, [&] { plain.answer(question, asked); });
        }
    }
    m_plainBytes = double(QFileInfo(file).size());
    QFile::remove(file);
}

void YearAnswers::askDuckDb()
{
    const auto duck = askDuckDbBeside(m_year, asked, m_directory);
    if (!duck) {
        std::puts(qPrintable(duck.error().message));
        return;
    }
    std::printf("DuckDB %s: two threads, the better of time-ordered and sorted\n",
                qPrintable(duck->version));
    m_duckBytes = double(duck->bytes);
    for (const Question question : questions) {
        const auto i = std::size_t(question);
        m_times.at(i).duckDb = duck->ms.at(i);
        const Deviation error = deviation(duck->answers.at(i), m_exact.at(i));
        m_othersAgree = m_othersAgree && error.countsEqual && error.quantiles < largestError;
    }
}

std::vector<Figure> YearAnswers::figures() const
{
    std::vector<Figure> all {sizes()};
    for (const Question question : questions) {
        for (Figure& figure : figures(question)) {
            all.push_back(std::move(figure));
        }
    }
    all.push_back(
        checked({.what = QStringLiteral("the others count as the scan in memory"), .ours = {}},
                QStringLiteral("equal"), m_othersAgree));
    return all;
}

Figure YearAnswers::sizes() const
{
    const auto perRow = [this](double bytes) {
        return bytes == 0
            ? QString()
            : QStringLiteral("%1 B/row").arg(bytes / double(m_year.plan().rows()), 0, 'f', 2);
    };
    return {.what = QStringLiteral("whole file"),
            .ours = perRow(double(QFileInfo(storePath(m_directory)).size())),
            .duckDb = perRow(m_duckBytes),
            .plainSqlite = perRow(m_plainBytes)};
}

std::vector<Figure> YearAnswers::figures(Question question) const
{
    const Times& times = m_times.at(std::size_t(question));
    const bool scan = question == Question::AdHoc;
    const double duckRatio = times.duckDb / times.warm;
    const double ramRatio = times.warm / times.twoThreads;
    QStringList ratios {QStringLiteral("%1 RAM").arg(bench::times(ramRatio))};
    if (times.duckDb > 0) {
        ratios << QStringLiteral("DuckDB/ours %1").arg(bench::times(duckRatio));
    }
    if (times.plain > 0) {
        ratios << QStringLiteral("rows/ours %1").arg(bench::times(times.plain / times.warm));
    }
    const QString state =
        scan ? QStringLiteral(", warm, cache = 512 MiB") : QStringLiteral(", warm");
    const Figure warm {.what = QLatin1String(label(question)) + state,
                       .ours = milliseconds(times.warm),
                       .limit =
                           QStringLiteral("%1, 2 thr %2")
                               .arg(milliseconds(times.oneThread), milliseconds(times.twoThreads)),
                       .duckDb = milliseconds(times.duckDb),
                       .plainSqlite = milliseconds(times.plain),
                       .ratio = ratios.join(QStringLiteral(", "))};
    const Figure oneThread {
        .what = QStringLiteral("  the same, one thread"),
        .ours = milliseconds(times.warmOneThread),
        .limit = milliseconds(times.oneThread),
        .ratio = QStringLiteral("%1 RAM").arg(bench::times(times.warmOneThread / times.oneThread))};
    const Figure usual {
        .what = QStringLiteral("  the same, with the usual cache of 64 MiB"),
        .ours = milliseconds(times.usualCache),
        .ratio = QStringLiteral("%1 RAM").arg(bench::times(times.usualCache / times.twoThreads))};
    const Figure cold {.what = QStringLiteral("  the same, cold"),
                       .ours = milliseconds(times.cold)};
    const Figure exact {.what = QStringLiteral("  counts; largest error of a quantile"),
                        .ours = QStringLiteral("%1; %2 %")
                                    .arg(times.error.countsEqual ? QStringLiteral("equal")
                                                                 : QStringLiteral("DIFFER"))
                                    .arg(times.error.quantiles * 100, 0, 'f', 2)};
    std::vector<Figure> all;
    if (scan) {
        all = {checked(warm, QStringLiteral("<= 2x RAM, >= 6x DuckDB"),
                       ramRatio <= 2 && (times.duckDb == 0 || duckRatio >= 6)),
               checked(oneThread, QStringLiteral("<= 2x RAM"),
                       times.warmOneThread <= 2 * times.oneThread),
               usual, cold};
    } else if (question == Question::LastDay) {
        all = {checked(warm, QStringLiteral("<= 5 ms"), times.warm <= 5), cold};
    } else {
        const bool weeks = question == Question::WeekOverWeek && m_year.plan().rows() > manyRows
            && times.duckDb > 0;
        all = {
            checked(warm,
                    weeks ? QStringLiteral("<= 2 ms, >= 300x DuckDB") : QStringLiteral("<= 2 ms"),
                    times.warm <= 2 && (!weeks || duckRatio >= 300)),
            checked(cold, QStringLiteral("<= 25 ms"), times.cold <= 25)};
    }
    all.push_back(checked(exact, QStringLiteral("equal; <= 0.8 %"),
                          times.error.countsEqual && times.error.quantiles <= largestError));
    return all;
}

} // namespace plimsoll::bench
