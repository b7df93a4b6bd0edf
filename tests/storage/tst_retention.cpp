// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/memorystore.h"
#include "tests/support/temporarystore.h"
#include "tests/support/upkeep.h"

#include <QFileInfo>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace std::chrono_literals;

// What gives way, and what never does.
class TestRetention : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void oldRawDataGiveWay();
    void aStoreStaysWithinItsSize();
    void seqsAreNeverGivenTwice();
    void compactingLeavesNoHoles();

private:
    const TimeRange m_range = monthRange();
    std::vector<Observation> m_all;
    MemoryStore m_oracle;
};

void TestRetention::initTestCase()
{
    m_all = monthOfRows();
    for (const Observation& row : m_all) {
        m_oracle.add(row);
    }
}

void TestRetention::oldRawDataGiveWay()
{
    OpenOptions options;
    options.retention.keepRaw = std::chrono::days(10);
    const TemporaryStore store;
    const auto writer = store.writer(options);
    QVERIFY(writer && append(*writer, m_all));
    const auto before = store.reader();
    const auto spans = *before->limitSpans();
    QVERIFY(maintain(*writer, m_range.to));
    QCOMPARE(problems(store), QString());
    const auto reader = store.reader();
    // Whole days go, so what is kept begins with a day.
    const TimePoint kept = bucketStart(Level::Day, m_range.to - 24h * 10);
    std::vector<Observation> expected;
    std::ranges::copy_if(m_oracle.rows(), std::back_inserter(expected),
                         [kept](const Observation& row) { return row.at >= kept; });
    QVERIFY(rows(*reader) == expected);
    for (const TargetId& target : *m_oracle.targets()) {
        for (const Level level : levels) {
            QVERIFY(*reader->rollups(target, level, m_range)
                    == *m_oracle.rollups(target, level, m_range));
        }
    }
    QVERIFY(*reader->limitSpans() == spans);
}

void TestRetention::aStoreStaysWithinItsSize()
{
    const TemporaryStore unbounded;
    {
        const auto writer = unbounded.writer();
        QVERIFY(writer && append(*writer, m_all) && maintain(*writer, m_range.to));
    }
    const qint64 most = QFileInfo(unbounded.path()).size() * 3 / 4;
    OpenOptions options;
    options.retention.maxBytes = most;
    const TemporaryStore store;
    {
        const auto writer = store.writer(options);
        QVERIFY(writer && append(*writer, m_all) && maintain(*writer, m_range.to));
    }
    QVERIFY2(QFileInfo(store.path()).size() <= most,
             qPrintable(QString::number(QFileInfo(store.path()).size())));
    QCOMPARE(problems(store), QString());
    const auto reader = store.reader();
    const auto left = rows(*reader);
    QVERIFY2(!left.empty() && left.size() < m_all.size(),
             qPrintable(QStringLiteral("%1 of %2").arg(left.size()).arg(m_all.size())));
    // What is left is the newest, and nothing that was summed up is lost.
    QCOMPARE(left.back().seq, m_oracle.rows().back().seq);
    for (const TargetId& target : *m_oracle.targets()) {
        QVERIFY(*reader->rollups(target, Level::Hour, m_range)
                == *m_oracle.rollups(target, Level::Hour, m_range));
    }
}

void TestRetention::seqsAreNeverGivenTwice()
{
    OpenOptions options;
    options.retention.keepRaw = std::chrono::days(2);
    const TemporaryStore store;
    const qint64 count = qint64(m_all.size());
    {
        const auto writer = store.writer(options);
        QVERIFY(writer && append(*writer, m_all) && maintain(*writer, m_range.to + 24h * 30));
        QCOMPARE(store.reader()->info()->observations, 0);
    }
    const auto writer = store.writer(options);
    Batch batch;
    batch.observations = {m_all.front()};
    QCOMPARE(writer->append(batch)->firstSeq, count + 1);
}

void TestRetention::compactingLeavesNoHoles()
{
    const TemporaryStore store;
    {
        const auto writer = store.writer();
        for (std::size_t i = 0; i < m_all.size(); i += 1000) {
            QVERIFY(
                append(*writer,
                       std::span(m_all).subspan(i, std::min<std::size_t>(1000, m_all.size() - i))));
        }
    }
    const auto compaction = compactSqliteStore(store.path(), {}, m_range.to);
    QVERIFY(compaction);
    QCOMPARE(compaction->after, QFileInfo(store.path()).size());
    QVERIFY2(compaction->after * 3 < compaction->before * 2,
             qPrintable(QStringLiteral("%1 of %2").arg(compaction->after).arg(compaction->before)));
    QCOMPARE(problems(store), QString());
    QVERIFY(rows(*store.reader()) == m_oracle.rows());
}

QTEST_GUILESS_MAIN(TestRetention)
#include "tst_retention.moc"
