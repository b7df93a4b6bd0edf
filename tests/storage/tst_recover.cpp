// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/chunks/chunkpages.h"
#include "storage/sqlite/recovery/recover.h"
#include "storage/sqlite/rollups/rollupkey.h"
#include "tests/support/eventfulhistory.h"
#include "tests/support/sanitized.h"
#include "tests/support/tablepages.h"
#include "tests/support/temporarystore.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <map>
#include <random>

using namespace plimsoll;
using test::ObservationBuilder;
using test::TablePages;
using test::TemporaryStore;

namespace {

constexpr qint64 pageBytes = 16384;
constexpr int rowCount = 3000;

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool overwrite(const QString& path, const QByteArray& content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate)
        && file.write(content) == content.size();
}

// Made once: what is damaged is a copy of it.
struct Sound
{
    QByteArray content;
    std::vector<Observation> rows;
    std::map<QByteArray, TablePages> pages; // by table
    std::map<qint64, qint64> dayOf; // key of the packed day of a row, by seq
    std::map<qint64, std::size_t> pieces; // of a packed day, by its key
    QByteArray agent;

    std::map<qint64, std::size_t> piecesOutside(const std::set<qint64>& damaged) const
    {
        std::map<qint64, std::size_t> found;
        for (const char* table : {"chunk_page", "chunk_rest"}) {
            for (const qint64 piece : pages.at(table).rowsOutside(damaged)) {
                ++found[sqlite::chunkKey(piece)];
            }
        }
        return found;
    }

    // Rows that nothing damaged is needed for.
    std::set<qint64> certain(const std::set<qint64>& damaged) const
    {
        if (pages.at("target").rowsOutside(damaged).size() != 3) {
            return {};
        }
        std::set<qint64> seqs = pages.at("observation").rowsOutside(damaged);
        const auto entries = pages.at("chunk").rowsOutside(damaged);
        auto left = piecesOutside(damaged);
        for (const auto& [seq, day] : dayOf) {
            if (entries.contains(day) && left[day] == pieces.at(day)) {
                seqs.insert(seq);
            }
        }
        return seqs;
    }
};

// packed: its days rest in chunks, but for the last hours.
Sound made(bool packed)
{
    const TemporaryStore store;
    {
        const auto writer = store.writer();
        const TimePoint end = test::answerTime + std::chrono::minutes(2 * rowCount);
        if (!writer || !writer->append(test::eventfulHistory(rowCount))
            || (packed && !writer->maintainAll(end))) {
            qFatal("no store could be made");
        }
    }
    Sound found;
    found.content = contentOf(store.path());
    found.rows = test::rows(*store.reader());
    found.agent = store.reader()->info()->agent;
    for (const QByteArray& table :
         {QByteArray("observation"), QByteArray("target"), QByteArray("chunk"),
          QByteArray("chunk_page"), QByteArray("chunk_rest")}) {
        found.pages.emplace(table, TablePages::of(store.path(), table.constData(), found.content));
    }
    found.pieces = found.piecesOutside({});
    const auto live = found.pages.at("observation").rowsOutside({});
    for (const Observation& row : found.rows) {
        if (!live.contains(row.seq)) {
            const qint64 number = 1 + row.target.model.right(1).toLongLong(); // as they came
            found.dayOf[row.seq] =
                sqlite::rollupKey(number, sqlite::bucketNumber(Level::Day, row.at));
        }
    }
    return found;
}

const Sound& sound(bool packed)
{
    static const Sound live = made(false);
    static const Sound inDays = made(true);
    return packed ? inDays : live;
}

const Salvage& part(const RecoveryReport& report, const QString& what)
{
    const auto it = std::ranges::find(report.parts, what, &Salvage::what);
    if (it == report.parts.end()) {
        qFatal("nothing is reported of %s", qPrintable(what));
    }
    return *it;
}

qint64 savedRows(const RecoveryReport& report)
{
    return part(report, QStringLiteral("live observations")).saved
        + part(report, QStringLiteral("observations in packed days")).saved;
}

// Pages that differ from those of the sound store.
std::set<qint64> damagedPages(const Sound& sound, const QByteArray& content)
{
    std::set<qint64> pages;
    for (qint64 page = 1; page <= sound.content.size() / pageBytes; ++page) {
        const qsizetype at = (page - 1) * pageBytes;
        if (content.mid(at, pageBytes) != sound.content.mid(at, pageBytes)) {
            pages.insert(page);
        }
    }
    return pages;
}

void checkSaved(const StoreReader& reader, const Sound& sound, const std::set<qint64>& damaged)
{
    const auto saved = test::rows(reader);
    const std::set<qint64> certain = sound.certain(damaged);
    for (const Observation& row : sound.rows) {
        if (!certain.contains(row.seq)) {
            continue;
        }
        const auto it = std::ranges::lower_bound(saved, row.seq, {}, &Observation::seq);
        QVERIFY2(it != saved.end() && it->seq == row.seq,
                 qPrintable(QStringLiteral("row %1 is lost").arg(row.seq)));
        Observation expected = row;
        if (it->headers.empty()) { // their set was lost
            expected.headers.clear();
        }
        QVERIFY(*it == expected);
    }
}

} // namespace

class TestRecover : public QObject
{
    Q_OBJECT

private slots:
    void whatIsReadableIsSaved_data();
    void whatIsReadableIsSaved();
    void aSoundStoreComesThroughWhole_data();
    void aSoundStoreComesThroughWhole();
    void whatTheLogHoldsIsSaved();
    void lostRowsStayCounted();
    void whatCannotBeRecoveredSaysWhatToDo_data();
    void whatCannotBeRecoveredSaysWhatToDo();
    void aStoreInUseIsLeftAlone();
};

void TestRecover::whatIsReadableIsSaved_data()
{
    QTest::addColumn<bool>("packed");
    QTest::addColumn<QByteArray>("content");
    // A sanitizer takes many times as long.
    constexpr qint64 pagesApart = test::addressSanitized ? 12 : 2;
    constexpr int spots = test::addressSanitized ? 2 : 12;
    std::mt19937 random(20261130);
    const auto below = [&random](qint64 bound) { return qint64(random() % std::uint32_t(bound)); };
    const auto garbage = [&random](qint64 bytes) {
        QByteArray noise(bytes, Qt::Uninitialized);
        std::ranges::generate(noise, [&random] { return char(random()); });
        return noise;
    };
    for (const bool packed : {false, true}) {
        const QByteArray& whole = sound(packed).content;
        const char* kind = packed ? "packed" : "live";
        for (qint64 page = 2; page <= whole.size() / pageBytes; page += 1 + below(pagesApart)) {
            QByteArray content = whole;
            content.replace((page - 1) * pageBytes, pageBytes, garbage(pageBytes));
            QTest::addRow("%s: page %lld is garbage", kind, page) << packed << content;
        }
        for (int i = 0; i < spots; ++i) {
            QByteArray content = whole;
            const qint64 from = pageBytes + below(whole.size() - pageBytes);
            const qint64 bytes = std::min(1 + below(4 * pageBytes), whole.size() - from);
            content.replace(from, bytes, QByteArray(bytes, '\0'));
            QTest::addRow("%s: %lld bytes from %lld on are zero", kind, bytes, from)
                << packed << content;
        }
        for (int i = 0; i < spots; ++i) {
            QByteArray content = whole;
            const qint64 from = pageBytes + below(whole.size() - pageBytes - 64);
            content.replace(from, 64, garbage(64));
            QTest::addRow("%s: 64 bytes from %lld on are garbage", kind, from) << packed << content;
        }
        for (const int percent : {99, 90, 70, 50, 30}) {
            QTest::addRow("%s: the file ends after %d %%", kind, percent)
                << packed << whole.left(whole.size() * percent / 100);
        }
    }
}

void TestRecover::whatIsReadableIsSaved()
{
    QFETCH(bool, packed);
    QFETCH(QByteArray, content);
    const TemporaryStore store;
    QVERIFY(overwrite(store.path(), content));
    const QString to = store.directory() + QStringLiteral("/new.db");
    const auto report = recoverSqliteStore(store.path(), to);
    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    QVERIFY(contentOf(store.path()) == content);

    const auto disagreements = verifySqliteStore(to);
    QVERIFY2(disagreements, qPrintable(disagreements ? QString() : disagreements.error().message));
    QCOMPARE(*disagreements, QStringList());
    const auto reader = openSqliteReader(to);
    QVERIFY(reader);
    checkSaved(**reader, sound(packed), damagedPages(sound(packed), content));
    QCOMPARE(qint64(test::rows(**reader).size()), savedRows(*report));
    for (const Salvage& salvage : report->parts) {
        QVERIFY(salvage.lost() >= 0);
        QVERIFY(!salvage.of || *salvage.of == salvage.saved + salvage.lost());
    }
    QCOMPARE(qint64((*reader)->events(RowFilter {}.range)->size()),
             part(*report, QStringLiteral("events")).saved);
    QCOMPARE(qint64((*reader)->limitSpans()->size()),
             part(*report, QStringLiteral("limit spans")).saved);
    // It goes on like any other.
    const auto writer = openSqliteWriter(to);
    QVERIFY(writer);
    Batch more;
    more.observations.push_back(
        ObservationBuilder(QStringLiteral("model-0")).at(sound(packed).rows.back().at));
    QVERIFY((*writer)->append(more));
    QCOMPARE(*verifySqliteStore(to), QStringList());
}

void TestRecover::aSoundStoreComesThroughWhole_data()
{
    QTest::addColumn<bool>("packed");
    QTest::newRow("live rows") << false;
    QTest::newRow("packed days") << true;
}

void TestRecover::aSoundStoreComesThroughWhole()
{
    QFETCH(bool, packed);
    QVERIFY(packed == !sound(packed).dayOf.empty());
    const TemporaryStore store;
    QVERIFY(overwrite(store.path(), sound(packed).content));
    const QString to = store.directory() + QStringLiteral("/new.db");
    const auto report = recoverSqliteStore(store.path(), to);
    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    for (const Salvage& salvage : report->parts) {
        QVERIFY2(salvage.of && salvage.lost() == 0, qPrintable(salvage.what));
    }
    QCOMPARE(savedRows(*report), rowCount);
    QCOMPARE(report->hoursWithLoss, 0);
    QCOMPARE(report->withoutHeaders, 0);
    QVERIFY(!report->newAgent);
    const auto before = store.reader();
    const auto after = openSqliteReader(to);
    QVERIFY(test::rows(**after) == sound(packed).rows);
    QCOMPARE((*after)->info()->agent, sound(packed).agent);
    QVERIFY(*(*after)->limitSpans() == *before->limitSpans());
    QVERIFY(*(*after)->limitsNow() == *before->limitsNow());
    QVERIFY(*(*after)->events(RowFilter {}.range) == *before->events(RowFilter {}.range));
    QVERIFY(*(*after)->gaps(RowFilter {}.range) == *before->gaps(RowFilter {}.range));
    QVERIFY(*(*after)->memories({}) == *before->memories({}));
}

void TestRecover::whatTheLogHoldsIsSaved()
{
    const TemporaryStore store;
    const auto writer = store.writer();
    QVERIFY(writer->append(test::eventfulHistory(rowCount)));
    // As a crash leaves it: the log was not yet carried over.
    const TemporaryStore crashed;
    QVERIFY(overwrite(crashed.path(), contentOf(store.path())));
    const QByteArray log = contentOf(store.path() + QStringLiteral("-wal"));
    QVERIFY(!log.isEmpty());
    QVERIFY(overwrite(crashed.path() + QStringLiteral("-wal"), log));
    const auto report =
        recoverSqliteStore(crashed.path(), crashed.directory() + QStringLiteral("/new.db"));
    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    QCOMPARE(savedRows(*report), rowCount);
    QVERIFY(!report->withoutLog);
    QVERIFY(contentOf(crashed.path() + QStringLiteral("-wal")) == log);
}

void TestRecover::lostRowsStayCounted()
{
    const TablePages& pages = sound(false).pages.at("observation");
    const qint64 page = pages.leaf(pages.leaves() / 2);
    QByteArray content = sound(false).content;
    content.replace((page - 1) * pageBytes, pageBytes, QByteArray(pageBytes, '\0'));
    const TemporaryStore store;
    QVERIFY(overwrite(store.path(), content));
    const QString to = store.directory() + QStringLiteral("/new.db");
    const auto report = recoverSqliteStore(store.path(), to);
    QVERIFY(report);
    const Salvage& rows = part(*report, QStringLiteral("live observations"));
    QCOMPARE(*rows.of, rowCount); // an index knows
    QVERIFY(rows.lost() > 10);
    QVERIFY(report->hoursWithLoss > 0);
    const auto reader = openSqliteReader(to);
    QVERIFY(reader);
    const auto targets = (*reader)->targets();
    QVERIFY(targets);
    quint64 counted = 0;
    for (const TargetId& target : *targets) {
        for (const Level level : levels) {
            const auto rollups = (*reader)->rollups(target, level, RowFilter {}.range);
            QVERIFY(rollups);
            for (const Rollup& rollup : *rollups) {
                counted += rollup.summary.counts.total();
            }
        }
    }
    QCOMPARE(counted, quint64(3 * rowCount));
    const QString told = report->sentences().join(QLatin1Char('\n'));
    QVERIFY2(told.contains(QStringLiteral("%1 of about %2 live observations saved.")
                               .arg(rows.saved)
                               .arg(rowCount)),
             qPrintable(told));
}

void TestRecover::whatCannotBeRecoveredSaysWhatToDo_data()
{
    QTest::addColumn<QByteArray>("content");
    QByteArray header = sound(false).content;
    header.replace(0, 100, QByteArray(100, '\0'));
    QTest::newRow("a header that is gone") << header;
    QByteArray page = sound(false).content;
    page.replace(100, 2000, QByteArray(2000, '\x5a'));
    QTest::newRow("a list of tables that is gone") << page;
    QTest::newRow("a file of another kind") << QByteArray("name,value\n1,2\n").repeated(500);
    QTest::newRow("hardly a file") << sound(false).content.left(700);
}

void TestRecover::whatCannotBeRecoveredSaysWhatToDo()
{
    QFETCH(QByteArray, content);
    const TemporaryStore store;
    QVERIFY(overwrite(store.path(), content));
    const QString to = store.directory() + QStringLiteral("/new.db");
    const auto report = recoverSqliteStore(store.path(), to);
    QVERIFY(!report);
    QCOMPARE(report.error().code, Error::Code::BadData);
    for (const QString& word : {store.path(), QStringLiteral("Restore the newest backup")}) {
        QVERIFY2(report.error().message.contains(word), qPrintable(report.error().message));
    }
    QVERIFY(contentOf(store.path()) == content);
    QVERIFY(!QFile::exists(to));
}

void TestRecover::aStoreInUseIsLeftAlone()
{
    const TemporaryStore store;
    const auto writer = store.writer();
    QVERIFY(writer->append(test::eventfulHistory(rowCount)));
    const QString to = store.directory() + QStringLiteral("/new.db");
    const auto report = recoverSqliteStore(store.path(), to);
    QVERIFY(!report);
    QCOMPARE(report.error().code, Error::Code::TryLater);
    QVERIFY(overwrite(to, "x"));
    const auto taken = recoverSqliteStore(store.path(), to);
    QVERIFY(!taken);
    QCOMPARE(taken.error().code, Error::Code::CannotCreate);
    QCOMPARE(contentOf(to), QByteArray("x"));
}

QTEST_GUILESS_MAIN(TestRecover)
#include "tst_recover.moc"
