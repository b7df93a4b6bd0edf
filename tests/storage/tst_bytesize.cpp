// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/bytesize.h"

#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kibi = 1024;
constexpr qint64 mebi = 1024 * kibi;
constexpr qint64 gibi = 1024 * mebi;
constexpr qint64 tebi = 1024 * gibi;

} // namespace

class TestByteSize : public QObject
{
    Q_OBJECT

private slots:
    void isRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("bytes");
        QTest::newRow("powers of 1024: KiB") << u"3 KiB"_s << 3 * kibi;
        QTest::newRow("powers of 1024: MiB") << u"16 MiB"_s << 16 * mebi;
        QTest::newRow("powers of 1024: GiB") << u"2 GiB"_s << 2 * gibi;
        QTest::newRow("powers of 1024: TiB") << u"1 TiB"_s << tebi;
        QTest::newRow("powers of 1000: kB") << u"5 kB"_s << qint64(5000);
        QTest::newRow("powers of 1000: MB") << u"500 MB"_s << qint64(500'000'000);
        QTest::newRow("powers of 1000: GB") << u"2 GB"_s << qint64(2'000'000'000);
        QTest::newRow("powers of 1000: TB") << u"1 TB"_s << qint64(1'000'000'000'000);
        QTest::newRow("bytes") << u"4096 B"_s << qint64(4096);
        QTest::newRow("no blank is needed") << u"2GiB"_s << 2 * gibi;
        QTest::newRow("blanks around do not matter") << u"  2  GiB "_s << 2 * gibi;
        QTest::newRow("a part of a unit") << u"1.5 GiB"_s << 3 * gibi / 2;
        QTest::newRow("a part of a unit of 1000") << u"1.25 GB"_s << qint64(1'250'000'000);
        QTest::newRow("a part of a byte is dropped") << u"0.001 KiB"_s << qint64(1);
        QTest::newRow("the largest that fits") << u"8388606 TiB"_s << 8'388'606 * tebi;
    }
    void isRead()
    {
        QFETCH(QString, text);
        QFETCH(qint64, bytes);
        QCOMPARE(parseByteSize(text), std::optional(bytes));
    }

    void isRefused_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("a number without a unit") << u"2000000"_s;
        QTest::newRow("a unit without a number") << u"GiB"_s;
        QTest::newRow("a unit that could mean two things") << u"2G"_s;
        QTest::newRow("a unit in the wrong case") << u"2 gib"_s;
        QTest::newRow("KB, which is neither kB nor KiB") << u"2 KB"_s;
        QTest::newRow("kiB") << u"2 kiB"_s;
        QTest::newRow("less than nothing") << u"-2 GiB"_s;
        QTest::newRow("two sizes") << u"1 GiB 2 MiB"_s;
        QTest::newRow("a comma") << u"1,5 GiB"_s;
        QTest::newRow("four digits after the point") << u"1.2345 GiB"_s;
        QTest::newRow("nothing before the point") << u".5 GiB"_s;
        QTest::newRow("nothing") << QString();
        QTest::newRow("more than a file can hold") << u"8388608 TiB"_s;
        QTest::newRow("more digits than a number has") << u"99999999999999999999 B"_s;
    }
    void isRefused()
    {
        QFETCH(QString, text);
        QCOMPARE(parseByteSize(text), std::optional<qint64>());
    }

    void isWrittenAndReadBack_data()
    {
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("whole GiB") << 2 * gibi << u"2 GiB"_s;
        QTest::newRow("one and a half GiB are whole MiB") << 3 * gibi / 2 << u"1536 MiB"_s;
        QTest::newRow("whole GB") << qint64(2'000'000'000) << u"2 GB"_s;
        QTest::newRow("whole kB") << qint64(5000) << u"5 kB"_s;
        QTest::newRow("neither") << qint64(17'000'001) << u"17000001 B"_s;
        QTest::newRow("nothing") << qint64(0) << u"0 B"_s;
    }
    void isWrittenAndReadBack()
    {
        QFETCH(qint64, bytes);
        QFETCH(QString, text);
        QCOMPARE(formatByteSize(bytes), text);
        QCOMPARE(parseByteSize(text), std::optional(bytes));
    }

    void isRoundedForPeople_data()
    {
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("bytes are told exactly") << qint64(1023) << u"1023 B"_s;
        QTest::newRow("three figures below ten") << qint64(1500) << u"1.46 KiB"_s;
        QTest::newRow("three figures below a hundred")
            << qint64(20.5 * double(mebi)) << u"20.5 MiB"_s;
        QTest::newRow("whole ones from a hundred on") << 512 * mebi << u"512 MiB"_s;
        QTest::newRow("no figure more by rounding up")
            << qint64(9.997 * double(gibi)) << u"10.0 GiB"_s;
        QTest::newRow("nothing") << qint64(0) << u"0 B"_s;
    }
    void isRoundedForPeople()
    {
        QFETCH(qint64, bytes);
        QFETCH(QString, text);
        QCOMPARE(roundByteSize(bytes), text);
    }
};

QTEST_GUILESS_MAIN(TestByteSize)
#include "tst_bytesize.moc"
