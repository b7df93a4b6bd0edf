// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/yearrun.h"

#include "storage/sqlite/sqlitestore.h"
#include "tests/bench/rowhash.h"
#include "tests/bench/storesizes.h"
#include "tests/bench/yearanswers.h"
#include "tests/bench/yearbatches.h"
#include "tests/bench/yearcsv.h"

#include <cstdio>

namespace plimsoll::bench {

namespace {

double secondsOf(const std::function<void()>& work)
{
    return medianMs(1, work) / 1000;
}

QString perRow(double bytes, qint64 rows)
{
    return QStringLiteral("%1 B/row").arg(bytes / double(rows), 0, 'f', 2);
}

template<typename T>
void keepFirst(Result<void>& first, const Result<T>& next)
{
    if (first && !next) {
        first = next.error();
    }
}

} // namespace

YearRun::YearRun(const YearPlan& plan, const QString& directory)
    : m_year(plan)
    , m_directory(directory)
    , m_scan(plan)
{
}

Result<void> YearRun::measure()
{
    generate();
    if (const auto done = fillStore(); !done) {
        return done;
    }
    size();
    if (const auto done = checkEveryRow(); !done) {
        return done;
    }
    YearAnswers answers(m_year, m_directory);
    if (const auto done = answers.ask(m_scan); !done) {
        return done;
    }
    const std::vector<Figure> more = answers.figures();
    m_figures.insert(m_figures.end(), more.begin(), more.end());
    return {};
}

void YearRun::generate()
{
    double making = 0;
    DayColumns columns;
    for (int target = 0; target < m_year.plan().targets; ++target) {
        for (int day = 0; day < m_year.plan().days; ++day) {
            making += secondsOf([&] { m_year.fill(target, day, columns); });
            m_scan.add(columns);
        }
    }
    std::printf("generated %lld rows, %.1f million a second\n", m_year.plan().rows(),
                double(m_year.plan().rows()) / making / 1e6);
    std::fflush(stdout);
}

Result<void> YearRun::fillStore()
{
    auto writer = openSqliteWriter(storePath(m_directory));
    if (!writer) {
        return writer.error();
    }
    Result<void> done;
    double appending = 0;
    double keeping = 0;
    TimePoint now = Year::begin();
    eachDay(m_year, [&](const std::vector<DayColumns>& day) {
        now += std::chrono::days(1);
        eachBatch(day, [&](const Batch& batch) {
            appending += secondsOf([&] { keepFirst(done, (*writer)->append(batch)); });
        });
        keeping += secondsOf([&] { keepFirst(done, (*writer)->maintainAll(now)); });
    });
    keeping +=
        secondsOf([&] { keepFirst(done, (*writer)->maintainAll(now + std::chrono::days(1))); });
    std::printf("append %.1f s, upkeep %.1f s\n", appending, keeping);
    const auto figure = [&](const QString& what, double seconds) {
        const double rate = double(m_year.plan().rows()) / seconds;
        m_figures.push_back({.what = what,
                             .ours = QStringLiteral("%1 rows/s").arg(rate, 0, 'f', 0),
                             .goal = QStringLiteral(">= 20000"),
                             .met = rate >= 20'000});
    };
    figure(QStringLiteral("bulk append, 5,000 rows at once"), appending);
    figure(QStringLiteral("the same with packing and all rollups"), appending + keeping);
    return done;
}

void YearRun::size()
{
    const auto tables = pagesByTable(storePath(m_directory));
    double chunks = 0;
    double rollups = 0;
    for (const auto& [table, bytes] : tables) {
        chunks += table.startsWith(QLatin1String("chunk")) ? double(bytes) : 0;
        rollups += table.startsWith(QLatin1String("rollup")) ? double(bytes) : 0;
        std::printf("  %-28s %12lld B %8.3f B/row\n", qPrintable(table), bytes,
                    double(bytes) / double(m_year.plan().rows()));
    }
    const qint64 rows = m_year.plan().rows();
    const double floor = m_year.entropyBytesPerRow();
    const double overFloor = chunks / double(rows) / floor;
    m_figures.push_back({.what = QStringLiteral("sealed chunks"),
                         .ours = perRow(chunks, rows),
                         .limit = QStringLiteral("%1 B/row").arg(floor, 0, 'f', 2),
                         .ratio = QStringLiteral("%1 floor").arg(times(overFloor)),
                         .goal = QStringLiteral("<= 1.2x floor"),
                         .met = overFloor <= 1.2});
    m_figures.push_back({.what = QStringLiteral("rollups"),
                         .ours = perRow(rollups, rows),
                         .goal = QStringLiteral("<= 5 B/row"),
                         .met = rollups / double(rows) <= 5});
}

Result<void> YearRun::checkEveryRow()
{
    const auto reader = openSqliteReader(storePath(m_directory));
    if (!reader) {
        return reader.error();
    }
    DayColumns columns;
    const int targets = m_year.plan().targets;
    bool equal = true;
    QByteArray all;
    for (int target = 0; target < targets; ++target) {
        RowHash made;
        RowHash read;
        for (int day = 0; day < m_year.plan().days; ++day) {
            m_year.fill(target, day, columns);
            for (std::size_t row = 0; row < columns.size(); ++row) {
                Observation o = columns.observation(row);
                o.seq =
                    (qint64(day) * m_year.plan().rowsPerDay + qint64(row)) * targets + target + 1;
                made.add(o);
            }
        }
        RowFilter filter;
        filter.models = {Year::target(target).model};
        const auto done = (*reader)->observations(filter, [&read](const Observation& o) {
            read.add(o);
            return true;
        });
        if (!done) {
            return done;
        }
        const QByteArray sum = read.result();
        equal = equal && sum == made.result();
        all += sum;
    }
    const QByteArray sum = QCryptographicHash::hash(all, QCryptographicHash::Sha256).toHex();
    m_figures.push_back(
        {.what = QStringLiteral("round trip, all fields of all rows"),
         .ours = QStringLiteral("SHA-256 %1").arg(QString::fromLatin1(sum.left(12))),
         .goal = QStringLiteral("equal"),
         .met = equal});
    return {};
}

} // namespace plimsoll::bench
