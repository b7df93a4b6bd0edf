// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/rows/headercodec.h"
#include "tests/support/answerheaders.h"

#include <QTest>

#include <SQLiteCpp/Exception.h>
#include <random>

using namespace plimsoll;
using namespace plimsoll::sqlite;

class TestHeaderCodec : public QObject
{
    Q_OBJECT

private slots:
    void valuesComeBackExactly_data();
    void valuesComeBackExactly();
    void answersOfAKindShareTheirLastingPart();
    void orderCaseAndRepetitionsAreKept();
    void damageIsRecognised_data();
    void damageIsRecognised();
    void randomBytesNeverCrash();
};

void TestHeaderCodec::valuesComeBackExactly_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("mostBytes");
    const auto row = [](const char* name, const QByteArray& value, int mostBytes) {
        QTest::newRow(name) << value << mostBytes;
    };
    row("a small number is short", "49", 2);
    row("a large number is short", "4000000", 5);
    row("a date of a reset is short", "2026-05-06T12:00:59Z", 4);
    row("an HTTP date is short", "Wed, 06 May 2026 12:00:01 GMT", 4);
    row("the request id is told once", "req_011CPgTNFnZ1tNfZ3dXoVTQk", 1);
    row("a number with a leading zero stays text", "007", 99);
    row("a negative number stays text", "-1", 99);
    row("a plus sign stays", "+1", 99);
    row("a number too large for us stays text", "99999999999999999999", 99);
    row("nothing at all", "", 99);
    row("a date that does not exist stays text", "2026-02-31T12:00:00Z", 99);
    row("a leap second stays text", "2026-06-30T23:59:60Z", 99);
    row("a date with an offset stays text", "2026-05-06T12:00:00+00:00", 99);
    row("a lower-case date stays text", "2026-05-06t12:00:00z", 99);
    row("a wrong weekday stays wrong", "Mon, 06 May 2026 12:00:01 GMT", 99);
    row("a date long past", "Thu, 01 Jan 1970 00:00:00 GMT", 99);
    row("a date before the epoch", "0001-01-01T00:00:00Z", 99);
    row("an edge ray", "8f2514c42e4c7bb0-LAX", 99);
    row("bytes that are not text", QByteArray("\x00\xff\x80\n", 4), 99);
    row("twenty bytes that only look like a date", "2026-05-06 12:00:59Z", 99);
    row("letters where digits should be", "2026-0x-06T12:00:59Z", 99);
}

void TestHeaderCodec::valuesComeBackExactly()
{
    QFETCH(QByteArray, value);
    QFETCH(int, mostBytes);
    const RowContext row {.at = test::answerTime, .requestId = "req_011CPgTNFnZ1tNfZ3dXoVTQk"};
    std::string packed;
    packValue(packed, value, row);
    QVERIFY(int(packed.size()) <= mostBytes);
    std::string_view rest = packed;
    QCOMPARE(unpackValue(rest, row), value);
    QVERIFY(rest.empty());
}

void TestHeaderCodec::answersOfAKindShareTheirLastingPart()
{
    const RowContext first {.at = test::answerTime, .requestId = "req_1"};
    const RowContext second {.at = test::answerTime + std::chrono::minutes(5),
                             .requestId = "req_2"};
    const HeaderList a = test::answerHeaders(first.at, 1);
    const HeaderList b = test::answerHeaders(second.at, 2);
    QVERIFY(a != b);
    const SplitHeaders splitA = split(a, first);
    const SplitHeaders splitB = split(b, second);
    QCOMPARE(splitA.common, splitB.common);
    QVERIFY(splitA.varying != splitB.varying);
    QVERIFY(join(splitA.common, splitA.varying, first) == a);
    QVERIFY(join(splitB.common, splitB.varying, second) == b);
}

void TestHeaderCodec::orderCaseAndRepetitionsAreKept()
{
    const HeaderList headers {{"Server", "cloudflare"},
                              {"DATE", "Wed, 06 May 2026 12:00:01 GMT"},
                              {"set-cookie", "[redacted]"},
                              {"Set-Cookie", "[redacted]"},
                              {"date", "twice"},
                              {"X-Empty", ""},
                              {"Anthropic-Ratelimit-Requests-Remaining", "49"}};
    const RowContext row {.at = test::answerTime, .requestId = {}};
    const SplitHeaders parts = split(headers, row);
    QVERIFY(join(parts.common, parts.varying, row) == headers);
    QVERIFY(split({}, row).common.empty());
    QVERIFY(join("", "", row).empty());
}

void TestHeaderCodec::damageIsRecognised_data()
{
    QTest::addColumn<QByteArray>("common");
    QTest::addColumn<QByteArray>("varying");
    QTest::newRow("an entry of no known sort") << QByteArray("\x07\x01x\x01y") << QByteArray();
    QTest::newRow("a name longer than the set") << QByteArray("\x01\x7fx") << QByteArray();
    QTest::newRow("a value that is missing") << QByteArray("\x02\x01x") << QByteArray();
    QTest::newRow("a value longer than the row")
        << QByteArray("\x02\x01x") << QByteArray("\x00\x09y", 3);
    QTest::newRow("a value of no known form") << QByteArray("\x02\x01x") << QByteArray("\x63\x01");
}

void TestHeaderCodec::damageIsRecognised()
{
    QFETCH(QByteArray, common);
    QFETCH(QByteArray, varying);
    const RowContext row {.at = test::answerTime, .requestId = {}};
    QVERIFY_THROWS_EXCEPTION(SQLite::Exception,
                             join(common.toStdString(), varying.toStdString(), row));
}

void TestHeaderCodec::randomBytesNeverCrash()
{
    std::mt19937 random(3);
    const RowContext row {.at = test::answerTime, .requestId = {}};
    int refused = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::string common(random() % 16, '\0');
        std::string varying(random() % 16, '\0');
        std::ranges::generate(common, [&] { return char(random() % 8); });
        std::ranges::generate(varying, [&] { return char(random() % 256); });
        try {
            static_cast<void>(join(common, varying, row));
        } catch (const SQLite::Exception&) {
            ++refused;
        }
    }
    QVERIFY(refused > 0);
}

QTEST_GUILESS_MAIN(TestHeaderCodec)
#include "tst_headercodec.moc"
