// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/paths.h"
#include "tests/ui/cannedstore.h"
#include "ui/pages/pageids.h"
#include "ui/screenshots/screenshots.h"

#include <QDir>
#include <QImage>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;

// The pictures stay in the build directory, for people to look at.
class TestScreenshots final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everyPageInEveryStateAndTheWall_data();
    void everyPageInEveryStateAndTheWall();
    void lightAndDarkDiffer();
    void aDirectoryThatIsNotThereIsAnError();

private:
    QString m_directory = binaryDir() + u"/screenshots";
};

namespace {

ScreenshotSource source()
{
    return {.dashboard =
                [](const Selection& selection) {
                    return Result<Dashboard>(
                        cannedDashboard(selection.range.length(), QTimeZone::systemTimeZone()));
                },
            .findings =
                [](const FindingsQuestion& question) {
                    return Result<Findings>(cannedFindings(question));
                },
            .rows = cannedRows(),
            .now = cannedNow() + std::chrono::seconds(2),
            .oldest = cannedStore().rows().front().at,
            .zone = ZoneChoice::Local,
            .collector = {.state = CollectorStatus::State::Collecting,
                          .why = {},
                          .hint = {},
                          .models = 4,
                          .interval = std::chrono::seconds(60),
                          .silence = std::chrono::seconds(120),
                          .budgetNanoUsd = 500'000'000}};
}

} // namespace

void TestScreenshots::initTestCase()
{
    prepareApplication();
    QVERIFY(QDir().mkpath(m_directory));
    const auto done = renderScreenshots(m_directory, source());
    QVERIFY2(bool(done), qPrintable(done.error().message));
}

void TestScreenshots::everyPageInEveryStateAndTheWall_data()
{
    QTest::addColumn<QSize>("size");
    for (const char* page : pageIds) {
        for (const char* look : {"light", "dark", "stale", "empty", "error"}) {
            QTest::addRow("%s-%s", page, look) << QSize(1440, 900);
        }
        QTest::addRow("%s-200", page) << QSize(1920, 1200);
    }
    QTest::newRow("wall") << QSize(1920, 1080);
    QTest::newRow("wall-stale") << QSize(1920, 1080);
}

void TestScreenshots::everyPageInEveryStateAndTheWall()
{
    QFETCH(QSize, size);
    const QImage image(m_directory + u'/' + QLatin1String(QTest::currentDataTag()) + u".png"_s);
    QCOMPARE(image.size(), size);
    QSet<QRgb> colours;
    for (int x = 0; x < image.width(); x += 7) {
        for (int y = 0; y < image.height(); y += 7) {
            colours.insert(image.pixel(x, y));
        }
    }
    QVERIFY2(colours.size() > 20, "the picture is blank");
}

void TestScreenshots::lightAndDarkDiffer()
{
    const QImage light(m_directory + u"/overview-light.png"_s);
    const QImage dark(m_directory + u"/overview-dark.png"_s);
    QVERIFY(light.pixelColor(700, 60).lightness() > 200);
    QVERIFY(dark.pixelColor(700, 60).lightness() < 80);
}

void TestScreenshots::aDirectoryThatIsNotThereIsAnError()
{
    const auto done = renderScreenshots(m_directory + u"/not/there"_s, source());
    QVERIFY(!done);
    QVERIFY(done.error().message.contains(u"not/there"_s));
}

QTEST_MAIN(TestScreenshots)
#include "tst_screenshots.moc"
