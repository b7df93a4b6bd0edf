// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/storagetext.h"

#include <QTest>

#include <cmath>

using namespace plimsoll;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Days = std::chrono::days;

constexpr TimePoint now = fromEpochMs(1'796'000'000'000);

void put(StorageFigures& figures, StorePart part, qint64 bytes)
{
    figures.bytes[std::size_t(part)] = bytes;
}

// Ten targets, 1000 observations a day over so many days, 20 bytes sealed, 100 bytes live, 300
// bytes for a rollup of an hour, 500 of a day or a week; 50,000 bytes beside.
StorageFigures figuresOf(int days)
{
    StorageFigures figures {.at = now};
    figures.observations = days * 1000;
    figures.liveRows = 40;
    figures.chunkRows = days * 1000 - 40;
    figures.oldestRaw = now - Days(days);
    figures.recentRows = std::min(days, 7) * 1000;
    figures.hourRollups = days * 240;
    figures.recentHourRollups = std::min(days, 7) * 240;
    figures.recentTargets = 10;
    figures.dayRollups = days * 10;
    figures.weekRollups = 10;
    put(figures, StorePart::LiveRows, 4000);
    put(figures, StorePart::Chunks, figures.chunkRows * 20);
    put(figures, StorePart::RollupsHour, figures.hourRollups * 300);
    put(figures, StorePart::RollupsDay, figures.dayRollups * 500);
    put(figures, StorePart::RollupsWeek, 10 * 500);
    put(figures, StorePart::HeaderSets, 30'000);
    put(figures, StorePart::Other, 20'000);
    put(figures, StorePart::FreePages, 16'384);
    put(figures, StorePart::WriteAheadLog, 32'768);
    return figures;
}

// What a year of rollups adds: 240 hours, 10 days and 10/7 weeks a day.
constexpr double yearOfRollups = 365 * (240 * 300.0 + 10 * 500.0 + 10 * 500.0 / 7);

double rollupsOf(const StorageFigures& figures)
{
    return double(figures.bytes[std::size_t(StorePart::RollupsHour)]
                  + figures.bytes[std::size_t(StorePart::RollupsDay)]
                  + figures.bytes[std::size_t(StorePart::RollupsWeek)]);
}

// The same but for rounding and the few live rows.
bool near(double value, double wanted)
{
    return std::abs(value - wanted) <= 0.001 * wanted + 1;
}

} // namespace

class TestStorageReport : public QObject
{
    Q_OBJECT

private slots:
    void partsAddUp()
    {
        const StorageFigures figures = figuresOf(30);
        const StorageReport report = storageReport(figures, {});
        qint64 sum = 0;
        for (const qint64 bytes : figures.bytes) {
            sum += bytes;
        }
        QCOMPARE(report.totalBytes, sum);
        QCOMPARE(report.bytesPerObservation, std::optional(double(sum) / 30'000));
        QCOMPARE(report.bytesPerLiveRow, std::optional(100.0));
        QCOMPARE(report.bytesPerChunkRow, std::optional(20.0));
        QCOMPARE(report.rollupBytesPerObservation, std::optional(rollupsOf(figures) / 30'000));
    }

    void forecasts_data()
    {
        QTest::addColumn<int>("age"); // days
        QTest::addColumn<int>("keep"); // days, 0: no bound
        QTest::addColumn<qint64>("maxBytes"); // 0: no bound
        QTest::addColumn<double>("rawBytes");
        QTest::addColumn<double>("rawDays");
        QTest::newRow("without a bound a year is added to what is there")
            << 100 << 0 << qint64(0) << 465 * 20'000.0 << 465.0;
        QTest::newRow("keep_raw leaves its days of raw data")
            << 100 << 90 << qint64(0) << 90 * 20'000.0 << 90.0;
        QTest::newRow("keep_raw of more than a year keeps the newest of what is there")
            << 100 << 400 << qint64(0) << 400 * 20'000.0 << 400.0;
        QTest::newRow("keep_raw of more than the store will have changes nothing")
            << 100 << 1000 << qint64(0) << 465 * 20'000.0 << 465.0;
        const StorageFigures figures = figuresOf(100);
        const auto besides = qint64(rollupsOf(figures) + yearOfRollups + 50'000);
        QTest::newRow("max_size leaves raw data the room beside the rollups")
            << 100 << 0 << besides + 1'000'000 << 1'000'000.0 << 50.0;
        QTest::newRow("the tighter of two bounds counts")
            << 100 << 10 << besides + 1'000'000 << 200'000.0 << 10.0;
        QTest::newRow("a young store is forecast from the days it has")
            << 2 << 0 << qint64(0) << 367 * 20'000.0 << 367.0;
    }
    void forecasts()
    {
        QFETCH(int, age);
        QFETCH(int, keep);
        QFETCH(qint64, maxBytes);
        QFETCH(double, rawBytes);
        QFETCH(double, rawDays);
        RetentionPolicy policy;
        if (keep > 0) {
            policy.keepRaw = Days(keep);
        }
        if (maxBytes > 0) {
            policy.maxBytes = maxBytes;
        }
        const StorageFigures figures = figuresOf(age);
        const StorageReport report = storageReport(figures, policy);
        QVERIFY(report.forecast);
        QVERIFY(report.noForecast == ForecastGap::None);
        const StorageForecast& forecast = *report.forecast;
        QCOMPARE(forecast.observationsPerDay, 1000.0);
        QCOMPARE(forecast.paceDays, double(std::min(age, 7)));
        QVERIFY(forecast.sealed && !forecast.exceedsMaxBytes);
        QVERIFY2(near(double(forecast.rawBytes), rawBytes),
                 qPrintable(QString::number(forecast.rawBytes)));
        QVERIFY2(near(forecast.rawDays, rawDays), qPrintable(QString::number(forecast.rawDays)));
        QVERIFY(near(double(forecast.rollupBytes), rollupsOf(figures) + yearOfRollups));
        QCOMPARE(forecast.otherBytes, qint64(50'000));
        QVERIFY(maxBytes == 0 || forecast.bytes() <= maxBytes);
    }

    void rollupsMayOutgrowTheBound()
    {
        const StorageReport report =
            storageReport(figuresOf(100), {.keepRaw = {}, .maxBytes = 20'000'000});
        QVERIFY(report.forecast && report.forecast->exceedsMaxBytes);
        QCOMPARE(report.forecast->rawBytes, qint64(0));
        QCOMPARE(report.forecast->rawDays, 0.0);
        QVERIFY(report.forecast->bytes() > 20'000'000);
        QVERIFY(storageText(report).contains(u"more than max_size with no raw data left"_s));
    }

    void rowsThatAreNotSealedCountAsTheyLie()
    {
        StorageFigures figures = figuresOf(10);
        figures.chunkRows = 0;
        figures.liveRows = 10'000;
        put(figures, StorePart::Chunks, 0);
        put(figures, StorePart::LiveRows, 1'000'000);
        const StorageReport report = storageReport(figures, {});
        QVERIFY(report.forecast && !report.forecast->sealed);
        QCOMPARE(report.forecast->bytesPerRawRow, 100.0);
        QCOMPARE(report.bytesPerChunkRow, std::optional<double>());
        QVERIFY(storageText(report).contains(u"No day is sealed yet"_s));
    }

    void tooLittleIsSaid_data()
    {
        QTest::addColumn<qint64>("ageHours"); // of the oldest raw data, -1: none
        QTest::addColumn<double>("recent");
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("words");
        QTest::newRow("an empty store has no forecast")
            << qint64(-1) << 0.0 << u"empty"_s << u"there are no raw data."_s;
        QTest::newRow("half a day is no pace")
            << qint64(12) << 500.0 << u"too_young"_s << u"too little to tell a pace."_s;
        QTest::newRow("a store that rests does not grow")
            << qint64(24 * 30) << 0.0 << u"idle"_s << u"so nothing grows."_s;
    }
    void tooLittleIsSaid()
    {
        QFETCH(qint64, ageHours);
        QFETCH(double, recent);
        QFETCH(QString, json);
        QFETCH(QString, words);
        StorageFigures figures = figuresOf(30);
        figures.recentRows = recent;
        figures.oldestRaw = ageHours < 0
            ? std::nullopt
            : std::optional<TimePoint>(now - std::chrono::hours(ageHours));
        const StorageReport report = storageReport(figures, {});
        QVERIFY(!report.forecast);
        QCOMPARE(storageJson(report)[u"no_forecast"_s].toString(), json);
        QVERIFY(storageJson(report)[u"forecast"_s].isNull());
        const QString text = storageText(report);
        QVERIFY2(text.contains(u"no forecast"_s) && text.contains(words), qPrintable(text));
    }

    void textSaysWhereTheBytesAreAndHowFast()
    {
        const QString text = storageText(
            storageReport(figuresOf(100), {.keepRaw = Days(90), .maxBytes = 2LL << 30}));
        for (const auto& words :
             {u"live rows"_s, u"packed days"_s, u"rollups by week"_s, u"write-ahead log"_s,
              u"in all"_s, u"a sealed row 20.0"_s,
              u"raw data of 90 days; at most 2 GiB, the oldest raw data give way"_s,
              u"at the pace of the last 7 days (1000 observations a day)"_s,
              u"reaching back 90 days"_s}) {
            QVERIFY2(text.contains(words), qPrintable(words + u"\n"_s + text));
        }
        QVERIFY(!text.contains(u"dbstat"_s));
        QVERIFY(storageText(storageReport(figuresOf(3), {}))
                    .contains(u"at the pace of the last 3.0 days (1000 observations a day; raw "
                              "data reach no further back"_s));
    }

    void sizesThatAreSumsOfContentsSayIt()
    {
        StorageFigures figures = figuresOf(10);
        figures.exact = false;
        const StorageReport report = storageReport(figures, {});
        QVERIFY(storageText(report).contains(u"it lacks dbstat"_s));
        QCOMPARE(storageJson(report)[u"exact"_s].toBool(true), false);
    }

    void jsonNamesEveryPartOnce()
    {
        const StorageReport report = storageReport(figuresOf(10), {});
        const QJsonObject parts = storageJson(report)[u"parts"_s].toObject();
        QCOMPARE(parts.size(), qsizetype(storePartCount));
        qint64 sum = 0;
        for (auto it = parts.begin(); it != parts.end(); ++it) {
            sum += it->toInteger();
        }
        QCOMPARE(sum, report.totalBytes);
        QVERIFY(storageJson(report)[u"keep_raw_days"_s].isNull());
        QVERIFY(storageJson(report)[u"max_size_bytes"_s].isNull());
    }
};

QTEST_GUILESS_MAIN(TestStorageReport)
#include "tst_storagereport.moc"
