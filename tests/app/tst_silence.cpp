// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/settings.h"
#include "app/pipeline/opening.h"

#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Target targetOf(const QString& model, ProbeKind kind, std::chrono::seconds every,
                Sampling sampling = Sampling::Fixed)
{
    Target target;
    target.id = {model, kind};
    target.every = every;
    target.sampling = sampling;
    target.jitter = 0;
    target.timeout = 30s;
    return target;
}

const TimePoint noon = fromEpochMs(1'777'809'600'000);

} // namespace

class TestSilence : public QObject
{
    Q_OBJECT

private slots:
    void longest_data();
    void longest();
    void aCollectorWasAliveWhenItToldOfAGap();
};

void TestSilence::longest_data()
{
    using enum ProbeKind;
    const auto target = targetOf;
    QTest::addColumn<std::vector<Target>>("targets");
    QTest::addColumn<int>("longestMs");
    const QString a = u"a"_s;
    const QString b = u"b"_s;
    QTest::newRow("an interval and the answer")
        << std::vector {target(a, Admission, 60s, Sampling::Fixed)} << 90'000;
    QTest::newRow("Poisson: five means and more")
        << std::vector {target(a, Admission, 60s, Sampling::Poisson)} << 332'036;
    QTest::newRow("the densest target of a model")
        << std::vector {target(a, Generation, 900s, Sampling::Fixed),
                        target(a, Prefill, 60s, Sampling::Fixed)}
        << 90'000;
    QTest::newRow("the rarest of the models")
        << std::vector {target(a, Admission, 60s, Sampling::Fixed),
                        target(b, Generation, 900s, Sampling::Fixed)}
        << 930'000;
    QTest::newRow("free probes do not show a model alive")
        << std::vector {target(a, Admission, 60s, Sampling::Fixed),
                        target(b, Control, 3600s, Sampling::Fixed)}
        << 90'000;
    QTest::newRow("nothing is scheduled") << std::vector<Target>() << 362'036;
}

void TestSilence::longest()
{
    QFETCH(std::vector<Target>, targets);
    QTEST(int(longestSilence(targets).count()), "longestMs");
}

void TestSilence::aCollectorWasAliveWhenItToldOfAGap()
{
    QVERIFY(!lastSign(std::nullopt, {}));
    QVERIFY(lastSign(noon, {}) == noon);
    const Gap slept {{noon - 1h, noon + 8h}, GapReason::Suspended};
    const Gap offline {{noon - 1h, noon - 30min}, GapReason::Offline};
    QVERIFY(lastSign(noon, {slept, offline}) == noon + 8h);
    QVERIFY(lastSign(noon, {offline}) == noon);
    // What follows does not overlap it.
    const Batch batch = openingBatch({}, lastSign(noon, {slept}), {}, noon + 9h);
    const std::vector<Gap> expected {{{noon + 8h, noon + 9h}, GapReason::NotRunning}};
    QVERIFY(batch.gaps == expected);
}

QTEST_GUILESS_MAIN(TestSilence)
#include "tst_silence.moc"
