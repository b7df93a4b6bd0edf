// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/watch/pace.h"
#include "tests/support/manualclock.h"

#include <QTest>

#include <algorithm>
#include <vector>

using namespace plimsoll;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

WatchNow nowOf(const test::ManualClock& clock)
{
    return {.wall = clock.now(),
            .elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(clock.monotonic())};
}

} // namespace

class TestPace : public QObject
{
    Q_OBJECT

private slots:
    void sourcesAreAskedNoOftenerThanEvery()
    {
        test::ManualClock clock;
        Pace pace({.every = 15min}, 7);
        const QStringList names {u"a"_s, u"b"_s, u"c"_s, u"d"_s};
        for (const QString& name : names) {
            pace.add(name, {}, nowOf(clock));
        }
        std::map<QString, std::vector<std::chrono::milliseconds>> asked;
        for (int second = 0; second < 24 * 3600; ++second) {
            while (const auto due = pace.due(nowOf(clock).elapsed)) {
                asked[*due].push_back(nowOf(clock).elapsed);
                pace.asked(*due, nowOf(clock).elapsed);
            }
            clock.advance(1s);
        }
        std::vector<std::chrono::milliseconds> firsts;
        for (const QString& name : names) {
            const auto& times = asked[name];
            QVERIFY(times.size() >= 24 * 60 / 18 - 1);
            firsts.push_back(times.front());
            for (std::size_t i = 1; i < times.size(); ++i) {
                QVERIFY(times[i] - times[i - 1] >= 15min);
                QVERIFY(times[i] - times[i - 1] <= 18min + 1s);
            }
        }
        std::ranges::sort(firsts);
        QVERIFY(firsts.front() >= 5s && firsts.back() <= 2min);
        for (std::size_t i = 1; i < firsts.size(); ++i) {
            QVERIFY(firsts[i] - firsts[i - 1] >= 9s); // spread, not in a bunch
        }
    }

    void aRestartDoesNotAskEarly()
    {
        test::ManualClock clock;
        const AskedSource asked {.askedAt = clock.now() - 4min, .restUntil = {}, .validators = {}};
        Pace pace({.every = 15min}, 7);
        pace.add(u"a"_s, asked, nowOf(clock));
        QVERIFY(*pace.nextAt() >= 11min);
        QVERIFY(*pace.nextAt() <= 14min);
    }

    void afterALongPauseItIsAskedSoon()
    {
        test::ManualClock clock;
        const AskedSource asked {.askedAt = clock.now() - 240h, .restUntil = {}, .validators = {}};
        Pace pace({.every = 15min}, 7);
        pace.add(u"a"_s, asked, nowOf(clock));
        QVERIFY(*pace.nextAt() >= 5s && *pace.nextAt() <= 1min);
    }

    void aClockThatWasSetBackHoldsNobody()
    {
        test::ManualClock clock;
        const AskedSource asked {.askedAt = clock.now() + 240h, .restUntil = {}, .validators = {}};
        Pace pace({.every = 15min}, 7);
        pace.add(u"a"_s, asked, nowOf(clock));
        QVERIFY(*pace.nextAt() >= 15min && *pace.nextAt() <= 18min);
    }

    void restIsKeptButBounded()
    {
        test::ManualClock clock;
        Pace pace({.every = 15min}, 7);
        pace.add(u"a"_s, {.askedAt = {}, .restUntil = clock.now() + 2h, .validators = {}},
                 nowOf(clock));
        QCOMPARE(*pace.nextAt(), std::chrono::milliseconds(2h));
        pace.restUntil(u"a"_s, nowOf(clock), clock.now() + 24h * 365);
        QCOMPARE(*pace.nextAt(), std::chrono::milliseconds(24h));
    }

    void whatWasAskedIsRememberedAsItIs()
    {
        const AskedSource asked {
            .askedAt = fromEpochMs(1'795'000'000'123),
            .restUntil = fromEpochMs(1'795'000'900'000),
            .validators = {
                {u"https://a.example/x?y=1"_s,
                 {.etag = "W/\"abc\"", .lastModified = "Wed, 06 May 2026 16:00:00 GMT"}}}};
        QVERIFY(readAsked(writeAsked(asked)) == asked);
        QVERIFY(readAsked("nonsense") == AskedSource());
    }
};

QTEST_GUILESS_MAIN(TestPace)
#include "tst_pace.moc"
