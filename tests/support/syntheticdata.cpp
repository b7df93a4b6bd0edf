// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/syntheticdata.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>
#include <random>

namespace plimsoll::test {

namespace {

// Our own transformations of the engine's bits: the distributions of the standard library differ
// from one library to the next.
class Dice
{
public:
    explicit Dice(quint32 seed)
        : m_engine(seed)
    {
    }
    double uniform() { return (double(m_engine()) + 0.5) / 4294967296.0; }
    bool chance(double p) { return uniform() < p; }
    qint64 below(qint64 n) { return qint64(uniform() * double(n)); }
    Micros latency(double medianMs)
    {
        const double u = uniform();
        return Micros(qint64(medianMs * 1000 * std::exp(0.5 * std::log(u / (1 - u)))) + 1);
    }

private:
    std::mt19937 m_engine;
};

Outcome drawOutcome(Dice& dice)
{
    if (dice.chance(0.8)) {
        return Outcome::Ok;
    }
    return Outcome(dice.below(qint64(outcomeCount)));
}

void fillAnswer(Observation& o, Dice& dice)
{
    o.httpStatus = 200;
    o.timing.firstByte = dice.latency(250);
    o.timing.total = dice.latency(900);
    o.connection.reused = dice.chance(0.9);
    if (isStreamed(o.target.kind)) {
        o.timing.firstToken = dice.latency(600);
    }
    if (o.target.kind == ProbeKind::Generation) {
        for (int i = 0; i < 4; ++i) {
            o.timing.tokenGaps.push_back(dice.latency(22));
        }
    }
    o.usage.input = 12;
    o.usage.output = 1;
    o.costNanoUsd = 60'000 + dice.below(1000);
    o.requestId = QStringLiteral("req_%1").arg(dice.below(1'000'000'000));
    o.headers = {{"content-type", "text/event-stream"},
                 {"Request-Id", o.requestId.toLatin1()},
                 {"cf-ray", QByteArray::number(dice.below(1'000'000)) + "-FRA"}};
}

void fillLimits(Observation& o, Dice& dice, bool raised)
{
    const qint64 ceiling = raised ? 2'000'000 : 500'000;
    for (const LimitKind kind : {LimitKind::Requests, LimitKind::InputTokens}) {
        if (dice.chance(0.1)) {
            continue; // a header may be missing
        }
        LimitReading& reading = o.limits[kind];
        reading.limit = kind == LimitKind::Requests ? 1000 : ceiling;
        reading.remaining = dice.below(*reading.limit + 1);
        reading.reset = o.at + std::chrono::seconds(dice.below(60));
    }
}

} // namespace

TimePoint at(const char* iso)
{
    const QDateTime time = QDateTime::fromString(QString::fromLatin1(iso), Qt::ISODateWithMs);
    Q_ASSERT_X(time.isValid(), "at", iso);
    return fromEpochMs(time.toMSecsSinceEpoch());
}

Observation observed(const QString& model, TimePoint when, Outcome outcome, ProbeKind kind)
{
    Observation o;
    o.at = when;
    o.target = {model, kind};
    o.outcome = outcome;
    return o;
}

RowFilter rowsIn(TimeRange range)
{
    RowFilter filter;
    filter.range = range;
    return filter;
}

std::vector<Observation> syntheticObservations(const SyntheticPlan& plan)
{
    Dice dice(plan.seed);
    std::vector<Observation> rows;
    const TimePoint middle = plan.range.from + plan.range.length() / 2;
    for (const QString& model : plan.models) {
        for (const ProbeKind kind : plan.kinds) {
            for (TimePoint t = plan.range.from; t < plan.range.to; t += plan.every) {
                if (dice.chance(0.002)) {
                    t += plan.every * dice.below(200); // a hole
                }
                const TimePoint when =
                    t + std::chrono::milliseconds(dice.below(plan.every.count()));
                if (when >= plan.range.to) {
                    break;
                }
                Observation o = observed(model, when, drawOutcome(dice), kind);
                if (o.outcome == Outcome::Ok) {
                    fillAnswer(o, dice);
                    fillLimits(o, dice, when >= middle);
                } else if (o.outcome == Outcome::OverloadedHttp) {
                    o.httpStatus = 529;
                    o.errorType = QStringLiteral("overloaded_error");
                    o.timing.total = dice.latency(80);
                }
                rows.push_back(std::move(o));
            }
        }
    }
    std::ranges::stable_sort(rows, {}, &Observation::at);
    return rows;
}

} // namespace plimsoll::test
