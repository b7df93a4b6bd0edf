// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/temporarystore.h"

#include <QFile>
#include <QTest>

using namespace plimsoll;
using test::TemporaryStore;

namespace {

Event posted(const QString& identity, qint64 epochMs)
{
    return {.at = fromEpochMs(epochMs),
            .type = EventType::StatusPosted,
            .title = QStringLiteral("Elevated errors on Opus 4.7"),
            .detail = QStringLiteral("investigating"),
            .source = QStringLiteral("https://status.example.org"),
            .identity = identity,
            .models = {QStringLiteral("claude-opus-4-7"), QStringLiteral("claude-haiku-5-5")},
            .raw = "{\"incident\": 1}"};
}

bool append(const TemporaryStore& store, const Batch& batch)
{
    const auto writer = store.writer();
    return writer && bool(writer->append(batch));
}

Batch eventsOf(std::vector<Event> events)
{
    Batch batch;
    batch.events = std::move(events);
    return batch;
}

std::vector<Event> allEvents(const TemporaryStore& store)
{
    return *store.reader()->events(RowFilter {}.range);
}

} // namespace

// The small tables: events, and what sources said last.
class TestStoreNotes : public QObject
{
    Q_OBJECT

private slots:
    void anEventComesBackWhole();
    void anIdentityIsStoredOnce();
    void withoutAnIdentityAllAreStored();
    void rawTextIsBounded();
    void aMemoryIsReplacedByItsNewest();
    void secretsDoNotReachTheFile();
};

void TestStoreNotes::anEventComesBackWhole()
{
    const TemporaryStore store;
    Event bare;
    bare.at = fromEpochMs(4000);
    bare.title = QStringLiteral("plain");
    QVERIFY(append(store, eventsOf({posted(QStringLiteral("status/1"), 3000), bare})));
    QVERIFY(allEvents(store) == std::vector({posted(QStringLiteral("status/1"), 3000), bare}));
}

void TestStoreNotes::anIdentityIsStoredOnce()
{
    const TemporaryStore store;
    const QString first = QStringLiteral("status/1");
    QVERIFY(append(store, eventsOf({posted(first, 1000), posted(first, 2000)})));
    QVERIFY(
        append(store, eventsOf({posted(first, 3000), posted(QStringLiteral("status/2"), 4000)})));
    const auto found = allEvents(store);
    QCOMPARE(found.size(), 2U);
    QVERIFY(found[0] == posted(first, 1000));
    QVERIFY(found[1] == posted(QStringLiteral("status/2"), 4000));
}

void TestStoreNotes::withoutAnIdentityAllAreStored()
{
    const TemporaryStore store;
    QVERIFY(append(store, eventsOf({posted({}, 1000), posted({}, 1000)})));
    QCOMPARE(allEvents(store).size(), 2U);
}

void TestStoreNotes::rawTextIsBounded()
{
    const TemporaryStore store;
    Event event = posted({}, 1000);
    event.raw = QByteArray(100'000, 'x');
    QVERIFY(append(store, eventsOf({event})));
    QCOMPARE(allEvents(store).front().raw, QByteArray(65'536, 'x'));
}

void TestStoreNotes::aMemoryIsReplacedByItsNewest()
{
    const TemporaryStore store;
    const auto remember = [&store](const char* name, qint64 at, const QByteArray& value) {
        Batch batch;
        batch.memories = {{QString::fromLatin1(name), fromEpochMs(at), value}};
        return append(store, batch);
    };
    QVERIFY(remember("watch/status", 1, "first"));
    QVERIFY(remember("watch/models", 2, QByteArray("\0 bytes", 7)));
    QVERIFY(remember("watch/status", 3, {}));
    const std::vector<Memory> expected {
        {QStringLiteral("watch/models"), fromEpochMs(2), QByteArray("\0 bytes", 7)},
        {QStringLiteral("watch/status"), fromEpochMs(3), {}}};
    QVERIFY(*store.reader()->memories(QStringLiteral("watch/")) == expected);
    QVERIFY(*store.writer()->memories({}) == expected);
}

void TestStoreNotes::secretsDoNotReachTheFile()
{
    const TemporaryStore store;
    const QString key = QStringLiteral("sk-ant-api03-LEAKY");
    Batch batch = eventsOf({posted(key, 1000)});
    batch.events.front().title = key;
    batch.events.front().detail = key;
    batch.events.front().source = key;
    batch.events.front().models = {key};
    batch.events.front().raw = key.toLatin1();
    batch.memories = {{QStringLiteral("fuse"), fromEpochMs(1), "x-api-key: " + key.toLatin1()}};
    QVERIFY(append(store, batch));
    QFile file(store.path());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray content = file.readAll();
    QVERIFY(content.contains("[redacted]"));
    QVERIFY(!content.contains("LEAKY"));
}

QTEST_GUILESS_MAIN(TestStoreNotes)
#include "tst_storenotes.moc"
