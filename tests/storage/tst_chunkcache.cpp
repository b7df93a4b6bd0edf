// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/chunks/chunkcache.h"

#include <QTest>

using namespace plimsoll::sqlite;

namespace {

ChunkIdentity chunk(qint64 key, qint64 checksum = 7, qint64 lastSeq = 9)
{
    return {.key = key, .checksum = checksum, .lastSeq = lastSeq};
}

} // namespace

class TestChunkCache : public QObject
{
    Q_OBJECT

private slots:
    void whatWasKeptIsFound();
    void aDayThatWasPackedAnewIsAnotherOne();
    void aLongerBeginningTakesThePlaceOfAShorterOne();
    void itHoldsNoMoreThanItMay();
    void whatIsLargerThanAllIsNotKept();
    void whoReadsKeepsItWhateverGoes();
};

void TestChunkCache::whatWasKeptIsFound()
{
    ChunkCache cache(1000);
    cache.keep(chunk(1), "abc", false);
    cache.keep(chunk(2), "defg", true);
    QVERIFY(cache.find(chunk(1)) && cache.find(chunk(2)));
    QCOMPARE(cache.find(chunk(1))->bytes, std::string("abc"));
    QVERIFY(!cache.find(chunk(1))->isAll);
    QCOMPARE(cache.find(chunk(2))->bytes, std::string("defg"));
    QVERIFY(cache.find(chunk(2))->isAll);
    QVERIFY(!cache.find(chunk(3)));
    QCOMPARE(cache.bytes(), qint64(7));
}

void TestChunkCache::aDayThatWasPackedAnewIsAnotherOne()
{
    ChunkCache cache(1000);
    cache.keep(chunk(1, 7, 9), "abc", false);
    QVERIFY(!cache.find(chunk(1, 8, 9)));
    QVERIFY(!cache.find(chunk(1, 7, 10)));
    cache.keep(chunk(1, 8, 10), "xy", false);
    QVERIFY(!cache.find(chunk(1, 7, 9)));
    QCOMPARE(cache.find(chunk(1, 8, 10))->bytes, std::string("xy"));
    QCOMPARE(cache.bytes(), qint64(2));
}

void TestChunkCache::aLongerBeginningTakesThePlaceOfAShorterOne()
{
    ChunkCache cache(1000);
    cache.keep(chunk(1), "ab", false);
    cache.keep(chunk(1), "abcd", true);
    QCOMPARE(cache.find(chunk(1))->bytes, std::string("abcd"));
    QCOMPARE(cache.bytes(), qint64(4));
}

void TestChunkCache::itHoldsNoMoreThanItMay()
{
    ChunkCache cache(1000);
    for (qint64 key = 0; key < 500; ++key) {
        cache.keep(chunk(key), std::string(std::size_t(key % 90), char('a' + key % 26)), false);
        QVERIFY(cache.bytes() <= 1000);
        QVERIFY(cache.find(chunk(key))); // the newest is there
    }
    qint64 found = 0;
    for (qint64 key = 0; key < 500; ++key) {
        if (const auto kept = cache.find(chunk(key))) {
            QCOMPARE(kept->bytes, std::string(std::size_t(key % 90), char('a' + key % 26)));
            found += qint64(kept->bytes.size());
        }
    }
    QCOMPARE(found, cache.bytes());
    QVERIFY(found > 800);
}

void TestChunkCache::whatIsLargerThanAllIsNotKept()
{
    ChunkCache cache(10);
    cache.keep(chunk(1), "abc", false);
    cache.keep(chunk(2), "0123456789x", false);
    QVERIFY(cache.find(chunk(1)));
    QVERIFY(!cache.find(chunk(2)));
    cache.keep(chunk(1), "0123456789x", false);
    QVERIFY(!cache.find(chunk(1))); // the shorter one would be found for ever
    QCOMPARE(cache.bytes(), qint64(0));
}

void TestChunkCache::whoReadsKeepsItWhateverGoes()
{
    ChunkCache cache(4);
    cache.keep(chunk(1), "abcd", false);
    const auto held = cache.find(chunk(1));
    cache.keep(chunk(2), "efgh", false);
    QVERIFY(!cache.find(chunk(1)));
    QCOMPARE(held->bytes, std::string("abcd"));
}

QTEST_APPLESS_MAIN(TestChunkCache)
#include "tst_chunkcache.moc"
