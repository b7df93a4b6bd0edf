// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/exchange/importer.h"
#include "storage/report/pages.h"
#include "tests/support/fullobservation.h"
#include "tests/support/memorystore.h"
#include "tests/support/storeundertest.h"
#include "tests/support/syntheticdata.h"

#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace std::chrono_literals;

namespace {

using Kind = Ingest::Kind;

const QByteArray agent = "0b7c1f0e-1111-4222-8333-944445555666";
const QByteArray other = "0b7c1f0e-1111-4222-8333-944445555667";

Observation numbered(qint64 seq)
{
    Observation o = fullObservation();
    o.at += std::chrono::seconds(seq);
    o.seq = seq;
    return o;
}

std::vector<Observation> span(qint64 first, qint64 last)
{
    std::vector<Observation> all;
    for (qint64 seq = first; seq <= last; ++seq) {
        all.push_back(numbered(seq));
    }
    return all;
}

Batch own(int count)
{
    Batch batch;
    for (int i = 0; i < count; ++i) {
        batch.observations.push_back(observed(QStringLiteral("own"), fromEpochMs(1000 * (i + 1))));
    }
    return batch;
}

struct Sent
{
    QByteArray from;
    qint64 first = 0;
    qint64 last = 0;
    bool changed = false; // the last observation says something else

    FrozenBatch frozen() const
    {
        auto all = span(first, last);
        if (changed) {
            all.back().detail += QLatin1Char('!');
        }
        return freeze(from, std::move(all));
    }
};

} // namespace

Q_DECLARE_METATYPE(Sent)
Q_DECLARE_METATYPE(Ingest::Kind)

// What every store promises about observations that were numbered elsewhere, about reading page by
// page and about its health.
class TestStoreIngest : public QObject
{
    Q_OBJECT

public:
    explicit TestStoreIngest(MakeStore make)
        : m_make(make)
    {
    }

private slots:
    void sentTwiceIsStoredOnce_data();
    void sentTwiceIsStoredOnce();
    void whatIsIngestedCountsAsIfObserved();
    void itsOwnComeHome();
    void boundariesAreWhereBatchesWereCut();
    void anImportGoesOnWhereItBrokeOff();
    void pagesTileTheWhole_data();
    void pagesTileTheWhole();
    void pagesStayWhileRowsAreAdded();
    void healthIsTold();

private:
    MakeStore m_make;
};

void TestStoreIngest::sentTwiceIsStoredOnce_data()
{
    QTest::addColumn<Sent>("sent");
    QTest::addColumn<Kind>("kind");
    const auto row = [](const char* name, const Sent& sent, Kind kind) {
        QTest::newRow(name) << sent << kind;
    };
    // Stored before are 11 to 20 and 21 to 30 of one agent.
    row("the same batch again changes nothing", {agent, 11, 20}, Kind::Duplicate);
    row("a part of a batch is known", {agent, 13, 15}, Kind::Duplicate);
    row("parts of two batches are known", {agent, 15, 25}, Kind::Duplicate);
    row("both as one are known", {agent, 11, 30}, Kind::Duplicate);
    row("the same numbers with other content conflict", {agent, 11, 20, true}, Kind::Conflict);
    row("one changed observation conflicts", {agent, 13, 15, true}, Kind::Conflict);
    row("half known and half new conflicts", {agent, 25, 35}, Kind::Conflict);
    row("around all that is known conflicts", {agent, 1, 40}, Kind::Conflict);
    row("a touching end conflicts", {agent, 1, 11}, Kind::Conflict);
    row("what comes before is new", {agent, 1, 10}, Kind::Stored);
    row("what follows is new", {agent, 31, 31}, Kind::Stored);
    row("the same numbers of another agent are others", {other, 11, 20}, Kind::Stored);
}

void TestStoreIngest::sentTwiceIsStoredOnce()
{
    QFETCH(const Sent, sent);
    QFETCH(const Kind, kind);
    const auto store = m_make();
    MemoryStore oracle;
    auto writer = store->writer();
    QVERIFY(writer);
    QVERIFY(writer->append(own(3)) && oracle.append(own(3)));
    for (const FrozenBatch& batch : {freeze(agent, span(11, 20)), freeze(agent, span(21, 30))}) {
        const auto done = writer->ingest(batch);
        QVERIFY2(done, qPrintable(done ? QString() : done.error().message));
        QCOMPARE(done->kind, Kind::Stored);
        QCOMPARE(done->receipt.firstSeq, oracle.ingest(batch)->receipt.firstSeq);
        QCOMPARE(done->receipt.count, 10);
    }
    for (const bool reopened : {false, true}) {
        if (reopened) {
            writer.reset();
            writer = store->writer();
        }
        const auto done = writer->ingest(sent.frozen());
        QVERIFY2(done, qPrintable(done ? QString() : done.error().message));
        // What was new is known the second time.
        const Kind expected = reopened && kind == Kind::Stored ? Kind::Duplicate : kind;
        QCOMPARE(done->kind, expected);
        QCOMPARE(oracle.ingest(sent.frozen())->kind, expected);
        QCOMPARE(done->why.isEmpty(), expected != Kind::Conflict);
        QVERIFY(rows(*store->reader()) == rows(oracle));
    }
    QVERIFY(writer->append(own(2)) && oracle.append(own(2)));
    QVERIFY(rows(*store->reader()) == rows(oracle));
}

void TestStoreIngest::whatIsIngestedCountsAsIfObserved()
{
    const auto store = m_make();
    MemoryStore oracle;
    auto all =
        syntheticObservations({.seed = 3,
                               .range = {at("2026-11-01T00:00:00Z"), at("2026-11-05T00:00:00Z")},
                               .every = 10min,
                               .models = {QStringLiteral("claude-opus-4-7")}});
    qint64 seq = 0;
    for (Observation& observation : all) {
        observation.seq = ++seq;
    }
    QVERIFY(store->writer()->ingest(freeze(agent, all)));
    QVERIFY(oracle.ingest(freeze(agent, all)));
    const auto reader = store->reader();
    QVERIFY(rows(*reader) == rows(oracle));
    const TimeRange range {at("2026-10-01T00:00:00Z"), at("2026-12-01T00:00:00Z")};
    for (const Level level : levels) {
        for (const TargetId& target : *oracle.targets()) {
            QVERIFY(*reader->rollups(target, level, range)
                    == *oracle.rollups(target, level, range));
        }
    }
    QVERIFY(*reader->limitSpans() == *oracle.limitSpans());
    QVERIFY(*reader->origins() == std::vector<Origin>({{agent, 1, 1, seq}}));
}

// An export of a store that is read into the same store, or into an older copy of it.
void TestStoreIngest::itsOwnComeHome()
{
    const auto store = m_make();
    auto writer = store->writer();
    QVERIFY(writer->append(own(5)));
    const auto reader = store->reader();
    const QByteArray self = reader->info()->agent;
    auto mine = rows(*reader);
    QCOMPARE(writer->ingest(freeze(self, mine))->kind, Kind::Duplicate);
    QCOMPARE(writer->ingest(freeze(self, {mine[2]}))->kind, Kind::Duplicate);
    Observation changed = mine[2];
    changed.detail = QStringLiteral("other");
    QCOMPARE(writer->ingest(freeze(self, {changed}))->kind, Kind::Conflict);
    QCOMPARE(writer->ingest(freeze(self, span(5, 7)))->kind, Kind::Conflict);
    QCOMPARE(writer->ingest(freeze(self, span(7, 8)))->kind, Kind::Conflict); // where is 6?
    QCOMPARE(*reader->countObservations({}), 5);
    const auto lost = writer->ingest(freeze(self, span(6, 8)));
    QCOMPARE(lost->kind, Kind::Stored);
    QCOMPARE(lost->receipt.firstSeq, 6);
    QCOMPARE(writer->ingest(freeze(self, span(6, 8)))->kind, Kind::Duplicate);
    QVERIFY(reader->origins()->empty());
}

void TestStoreIngest::boundariesAreWhereBatchesWereCut()
{
    const auto store = m_make();
    const auto writer = store->writer();
    QVERIFY(writer->append(own(4)));
    QVERIFY(writer->ingest(freeze(agent, span(11, 20))));
    QVERIFY(writer->ingest(freeze(agent, span(31, 40))));
    const qint64 unknown = std::numeric_limits<qint64>::max();
    const auto boundary = [&](qint64 seq) { return *writer->ingestBoundary(agent, seq); };
    QCOMPARE(boundary(1), 10);
    QCOMPARE(boundary(10), 10);
    QCOMPARE(boundary(11), 20);
    QCOMPARE(boundary(20), 20);
    QCOMPARE(boundary(21), 30);
    QCOMPARE(boundary(35), 40);
    QCOMPARE(boundary(41), unknown);
    QCOMPARE(*writer->ingestBoundary(other, 11), unknown);
    const QByteArray self = store->reader()->info()->agent;
    QVERIFY(*writer->ingestBoundary(self, 1) >= 4);
    QCOMPARE(*writer->ingestBoundary(self, store->reader()->info()->observations + 1), unknown);
}

void TestStoreIngest::anImportGoesOnWhereItBrokeOff()
{
    const auto store = m_make();
    const auto writer = store->writer();
    const auto import = [&](qint64 last, std::size_t batch) {
        Importer importer(*writer, batch);
        for (const Observation& observation : span(1, last)) {
            if (!importer.add({.agent = agent, .observation = observation})) {
                return ImportTally {};
            }
        }
        return importer.finish() ? importer.tally() : ImportTally {};
    };
    QCOMPARE(import(25, 10).added, 25);
    const auto grown = import(60, 10); // the same file, longer
    QCOMPARE(grown.known, 25);
    QCOMPARE(grown.added, 35);
    QCOMPARE(grown.refused, 0);
    const auto again = import(60, 7); // in other batches
    QCOMPARE(again.known, 60);
    QCOMPARE(again.added, 0);
    QCOMPARE(*store->reader()->countObservations({}), 60);
}

void TestStoreIngest::pagesTileTheWhole_data()
{
    QTest::addColumn<RowFilter>("filter");
    QTest::addColumn<qint64>("page");
    const RowFilter some {.range = {fromEpochMs(5000), fromEpochMs(40'000)},
                          .outcomes = {Outcome::Ok}};
    QTest::newRow("page by page") << RowFilter {} << qint64(7);
    QTest::newRow("pages of one") << RowFilter {} << qint64(1);
    QTest::newRow("the last page is full") << RowFilter {} << qint64(10);
    QTest::newRow("one page is enough") << RowFilter {} << qint64(1000);
    QTest::newRow("a filter holds on every page") << some << qint64(4);
    QTest::newRow("from a seq on") << RowFilter {.afterSeq = 33} << qint64(4);
    QTest::newRow("between two seqs") << RowFilter {.beforeSeq = 40, .afterSeq = 33} << qint64(4);
    QTest::newRow("a limit") << RowFilter {.limit = 9} << qint64(4);
    QTest::newRow("newest first") << RowFilter {.newestFirst = true} << qint64(4);
}

void TestStoreIngest::pagesTileTheWhole()
{
    QFETCH(const RowFilter, filter);
    QFETCH(const qint64, page);
    const auto store = m_make();
    MemoryStore oracle;
    QVERIFY(store->writer()->append(own(50)) && oracle.append(own(50)));
    const auto reader = store->reader();
    std::vector<Observation> found;
    const auto keep = [&found](const Observation& row) {
        found.push_back(row);
        return true;
    };
    QVERIFY(observationsInPages(*reader, filter, keep, page));
    QVERIFY(!found.empty());
    QVERIFY(found == rows(oracle, filter));
    QCOMPARE(*reader->countObservations(filter), qint64(found.size()));
}

void TestStoreIngest::pagesStayWhileRowsAreAdded()
{
    const auto store = m_make();
    const auto writer = store->writer();
    QVERIFY(writer->append(own(20)));
    const auto reader = store->reader();
    QList<qint64> seqs;
    const auto read = observationsInPages(
        *reader, {},
        [&](const Observation& row) {
            seqs << row.seq;
            return row.seq % 5 != 0 || row.seq > 20 || bool(writer->append(own(1)));
        },
        5);
    QVERIFY(read);
    QList<qint64> expected;
    for (qint64 seq = 1; seq <= 24; ++seq) {
        expected << seq;
    }
    QCOMPARE(seqs, expected);
}

void TestStoreIngest::healthIsTold()
{
    const auto store = m_make();
    const auto writer = store->writer();
    QVERIFY(writer->append(own(3)));
    const auto reader = store->reader();
    const auto health = reader->health();
    QVERIFY(health);
    QVERIFY(health->newest == fromEpochMs(3000));
    QCOMPARE(health->schema, reader->info()->schemaVersion);
    QCOMPARE(health->sentence.isEmpty(), health->state == StoreHealth::State::Good);
    QVERIFY(health->databaseBytes + health->walBytes > 0);
    QVERIFY(!health->freeBytes || *health->freeBytes >= 0);
}

int main(int argc, char** argv)
{
    return runOnEachStore<TestStoreIngest>(argc, argv);
}

#include "tst_storeingest.moc"
