// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/domain/retirement.h"

#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

TimePoint on(int year, unsigned month, unsigned day)
{
    return std::chrono::sys_days(std::chrono::year(year) / int(month) / int(day));
}

ModelInfo info(Lifecycle lifecycle, std::optional<TimePoint> retires, const QString& successor)
{
    ModelInfo model;
    model.lifecycle = lifecycle;
    model.retires = retires;
    model.successor = successor;
    return model;
}

} // namespace

class TestRetirement : public QObject
{
    Q_OBJECT

private slots:
    void notices_data();
    void notices();
    void gone_data();
    void gone();
};

void TestRetirement::notices_data()
{
    QTest::addColumn<Lifecycle>("lifecycle");
    QTest::addColumn<bool>("dated"); // to 2026-11-30
    QTest::addColumn<TimePoint>("now");
    QTest::addColumn<QString>("sentence"); // "": none
    const auto row = [](const char* name, Lifecycle lifecycle, bool dated, TimePoint now,
                        const QString& sentence) {
        QTest::newRow(name) << lifecycle << dated << now << sentence;
    };
    row("nothing is announced", Lifecycle::Active, false, on(2026, 11, 21), {});
    row("more than 30 days away", Lifecycle::Deprecated, true, on(2026, 10, 31) - 1ms, {});
    row("30 days away", Lifecycle::Deprecated, true, on(2026, 10, 31),
        u"old retires on 2026-11-30, in 30 days; probe new instead"_s);
    row("nine days away, as the shipped table says", Lifecycle::Unknown, true, on(2026, 11, 21),
        u"old retires on 2026-11-30, in 9 days; probe new instead"_s);
    row("days do not depend on the hour", Lifecycle::Unknown, true, on(2026, 11, 22) - 1ms,
        u"old retires on 2026-11-30, in 9 days; probe new instead"_s);
    row("tomorrow", Lifecycle::Unknown, true, on(2026, 11, 30) - 1ms,
        u"old retires on 2026-11-30, tomorrow; probe new instead"_s);
    row("the day itself", Lifecycle::Deprecated, true, on(2026, 11, 30),
        u"old retired on 2026-11-30; probe new instead"_s);
    row("earlier than announced", Lifecycle::Retired, true, on(2026, 11, 21),
        u"old is retired; probe new instead"_s);
    row("retired without a day", Lifecycle::Retired, false, on(2026, 11, 21),
        u"old is retired; probe new instead"_s);
    row("not listed is not retired", Lifecycle::NotListed, false, on(2026, 11, 21), {});
}

void TestRetirement::notices()
{
    QFETCH(Lifecycle, lifecycle);
    QFETCH(bool, dated);
    QFETCH(TimePoint, now);
    const std::optional<TimePoint> retires = dated ? std::optional(on(2026, 11, 30)) : std::nullopt;
    const ModelInfo model = info(lifecycle, retires, u"new"_s);
    QTEST(retirementNotice(u"old"_s, model, now).value_or(QString()), "sentence");
}

void TestRetirement::gone_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<TimePoint>("now");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("the alias of a model that retired by its day")
        << u"claude-sonnet-4-5"_s << on(2026, 11, 30)
        << u"claude-sonnet-4-5 retired on 2026-11-30; probe claude-sonnet-5-5 instead"_s;
    QTest::newRow("a model of which nobody told its end")
        << u"claude-opus-4-7"_s << on(2026, 11, 21)
        << u"claude-opus-4-7 is retired, unknown or not enabled for this key; probe "
           "claude-opus-5-5 instead"_s;
    QTest::newRow("a model without a successor")
        << u"claude-opus-5-5"_s << on(2026, 11, 21)
        << u"claude-opus-5-5 is retired, unknown or not enabled for this key"_s;
    QTest::newRow("a model that nobody knows")
        << u"claude-nxt"_s << on(2026, 11, 21)
        << u"claude-nxt is retired, unknown or not enabled for this key"_s;
}

void TestRetirement::gone()
{
    QFETCH(QString, model);
    QFETCH(TimePoint, now);
    QTEST(goneNotice(model, Catalogue::shipped().find(model), now), "sentence");
}

QTEST_GUILESS_MAIN(TestRetirement)
#include "tst_retirement.moc"
