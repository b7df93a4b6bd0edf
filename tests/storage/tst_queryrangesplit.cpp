// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/rangesplit.h"
#include "tests/support/syntheticdata.h"

#include <QTest>

#include <random>

using namespace plimsoll;
using namespace plimsoll::test;

class TestQueryRangeSplit : public QObject
{
    Q_OBJECT

private slots:
    void splits_data();
    void splits();
    void piecesTileTheRangeExactly();
    void rowsAreOnlyReadAtTheEdges();
};

namespace {

// "raw 1000", "hour 3600000": what a piece is, and how long.
QStringList described(const std::vector<RangePiece>& pieces)
{
    QStringList lines;
    for (const RangePiece& piece : pieces) {
        static constexpr std::array names {"hour", "day", "week"};
        const char* level = piece.level ? names[std::size_t(*piece.level)] : "raw";
        lines << QStringLiteral("%1 %2 min")
                     .arg(QLatin1String(level))
                     .arg(piece.range.length().count() / 60'000);
    }
    return lines;
}

} // namespace

void TestQueryRangeSplit::splits_data()
{
    QTest::addColumn<qint64>("from");
    QTest::addColumn<qint64>("to");
    QTest::addColumn<QStringList>("pieces");
    const auto row = [](const char* name, const char* from, const char* to,
                        const QStringList& pieces) {
        QTest::newRow(name) << toEpochMs(at(from)) << toEpochMs(at(to)) << pieces;
    };
    row("an empty range has no pieces", "2026-11-16T00:00:00Z", "2026-11-16T00:00:00Z", {});
    row("inside one hour there are only rows", "2026-11-16T10:05:00Z", "2026-11-16T10:35:00Z",
        {QStringLiteral("raw 30 min")});
    row("across an hour's edge without a whole hour", "2026-11-16T10:30:00Z",
        "2026-11-16T11:15:00Z", {QStringLiteral("raw 45 min")});
    row("whole hours between ragged ends", "2026-11-16T10:30:00Z", "2026-11-16T13:15:00Z",
        {QStringLiteral("raw 30 min"), QStringLiteral("hour 120 min"),
         QStringLiteral("raw 15 min")});
    row("one ISO week exactly", "2026-11-16T00:00:00Z", "2026-11-23T00:00:00Z",
        {QStringLiteral("week 10080 min")});
    row("all levels, coarsest in the middle", "2026-11-12T22:50:00Z", "2026-11-24T01:10:00Z",
        {QStringLiteral("raw 10 min"), QStringLiteral("hour 60 min"),
         QStringLiteral("day 4320 min"), QStringLiteral("week 10080 min"),
         QStringLiteral("day 1440 min"), QStringLiteral("hour 60 min"),
         QStringLiteral("raw 10 min")});
}

void TestQueryRangeSplit::splits()
{
    QFETCH(const qint64, from);
    QFETCH(const qint64, to);
    QFETCH(const QStringList, pieces);
    QCOMPARE(described(splitRange({fromEpochMs(from), fromEpochMs(to)})), pieces);
}

void TestQueryRangeSplit::piecesTileTheRangeExactly()
{
    std::mt19937_64 random(7);
    const std::array<std::optional<Level>, 4> coarsest {std::nullopt, Level::Hour, Level::Day,
                                                        Level::Week};
    const qint64 origin = toEpochMs(at("2026-01-01T00:00:00Z"));
    for (int i = 0; i < 4000; ++i) {
        const qint64 from = origin + qint64(random() % (300LL * 86'400'000));
        const qint64 length = qint64(random() % (1LL << (10 + i % 24)));
        const TimeRange range {fromEpochMs(from), fromEpochMs(from + length)};
        TimePoint reached = range.from;
        for (const RangePiece& piece : splitRange(range, coarsest[std::size_t(i) % 4])) {
            QCOMPARE(toEpochMs(piece.range.from), toEpochMs(reached));
            QVERIFY(!piece.range.isEmpty());
            if (piece.level) {
                QVERIFY(*piece.level <= *coarsest[std::size_t(i) % 4]);
                QVERIFY(bucketStart(*piece.level, piece.range.from) == piece.range.from);
                QVERIFY(bucketStart(*piece.level, piece.range.to) == piece.range.to);
            }
            reached = piece.range.to;
        }
        QCOMPARE(toEpochMs(reached), toEpochMs(range.to));
    }
}

void TestQueryRangeSplit::rowsAreOnlyReadAtTheEdges()
{
    const auto pieces =
        splitRange({at("2026-04-15T03:20:11.123Z"), at("2026-11-21T14:32:10.500Z")});
    std::chrono::milliseconds rows {0};
    for (const RangePiece& piece : pieces) {
        rows += piece.level ? std::chrono::milliseconds(0) : piece.range.length();
    }
    QVERIFY(rows < std::chrono::hours(2));
    QVERIFY(pieces.size() <= 7);
}

QTEST_GUILESS_MAIN(TestQueryRangeSplit)
#include "tst_queryrangesplit.moc"
