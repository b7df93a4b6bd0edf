// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/paths.h"
#include "tests/support/temporarystore.h"

#include <QProcess>
#include <QTest>
#include <QTimer>

#include <random>

using namespace plimsoll;

namespace {
constexpr int kills = 25;
} // namespace

class TestStoreKill : public QObject
{
    Q_OBJECT

private slots:
    void nothingAcknowledgedIsLostByAKill();
};

void TestStoreKill::nothingAcknowledgedIsLostByAKill()
{
    const test::TemporaryStore store;
    std::mt19937 random(20261121);
    qint64 acknowledged = 0;
    for (int round = 0; round < kills; ++round) {
        QProcess appender;
        appender.start(test::builtProgram(QStringLiteral("store_appender")), {store.path()});
        QVERIFY(appender.waitForStarted(10'000));
        // Some kills fall into opening, most into appending.
        const int moment = int(random() % 60);
        if (round % 5 != 0) {
            QVERIFY2(appender.waitForReadyRead(20'000), "the appender could not append");
        }
        QTest::qWait(moment);
        QCOMPARE(appender.state(), QProcess::Running);
        appender.kill();
        QVERIFY(appender.waitForFinished(10'000));

        const QList<QByteArray> lines = appender.readAllStandardOutput().split('\n');
        for (qsizetype i = 0; i + 1 < lines.size(); ++i) { // the last is empty or torn
            const QList<QByteArray> receipt = lines[i].split(' ');
            const qint64 first = receipt.at(0).toLongLong();
            // What was committed without having been told is there as well.
            QVERIFY(first > acknowledged);
            acknowledged = first + receipt.at(1).toLongLong() - 1;
        }
        const auto reader = openSqliteReader(store.path());
        if (!reader) { // killed before the store was made
            QCOMPARE(reader.error().code, Error::Code::NotFound);
            QCOMPARE(acknowledged, 0);
            continue;
        }
        const qint64 stored = *(*reader)->countObservations({});
        QVERIFY(stored >= acknowledged);
        RowFilter newest;
        newest.newestFirst = true;
        newest.limit = 1;
        const auto last = test::rows(**reader, newest);
        QCOMPARE(last.empty() ? 0 : last.front().seq, stored); // seqs have no holes
        const auto disagreements = verifySqliteStore(store.path());
        QVERIFY(disagreements);
        QCOMPARE(*disagreements, QStringList());
    }
    QVERIFY(acknowledged > kills);
}

QTEST_GUILESS_MAIN(TestStoreKill)
#include "tst_storekill.moc"
