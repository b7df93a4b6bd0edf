// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/cannedstore.h"

#include <QPromise>

#include <algorithm>
#include <cmath>
#include <random>

using namespace Qt::StringLiterals;

namespace plimsoll::test {

namespace {

using namespace std::chrono_literals;

struct ModelPlan
{
    QString model;
    double calmOverload = 0;
    double firstTokenMs = 0;
    qint64 inputLeft = 0; // of 2,000,000
    std::vector<std::pair<std::chrono::minutes, std::chrono::minutes>> bursts; // ago, length
};

std::vector<ModelPlan> plans()
{
    return {{opus47,
             0.0012,
             1300,
             1'560'000,
             {{13min, 13min},
              {8h + 56min, 19min},
              {15h + 50min, 43min},
              {45h, 48min},
              {70h, 104min},
              {118h, 60min},
              {150h, 35min},
              {200h, 50min},
              {262h, 42min},
              {300h, 30min},
              {400h, 80min},
              {440h, 70min}}},
            {opus55, 0.0011, 900, 1'860'000, {{15h + 40min, 9min}, {120h, 30min}}},
            {u"claude-sonnet-5-5"_s, 0.0006, 600, 1'280'000, {{8h + 50min, 7min}}},
            {u"claude-haiku-5-5"_s, 0.0002, 320, 1'980'000, {}}};
}

bool inGap(TimePoint at)
{
    const auto ago = cannedNow() - at;
    const auto within = [&](std::chrono::minutes begin, std::chrono::minutes length) {
        return ago <= begin && ago > begin - length;
    };
    return within(20h, 54min) || within(216h, 12h) || within(384h, 9h);
}

bool inBurst(const ModelPlan& plan, TimePoint at)
{
    const auto ago = cannedNow() - at;
    return std::ranges::any_of(plan.bursts, [&](const auto& burst) {
        return ago <= burst.first && ago > burst.first - burst.second;
    });
}

void addLimits(Observation& row, const ModelPlan& plan)
{
    const TimePoint reset = row.at + 13s;
    const double used = 1 - double(plan.inputLeft) / 2e6;
    row.limits[LimitKind::Requests] = {.limit = 1'000, .remaining = 996, .reset = row.at};
    row.limits[LimitKind::InputTokens] = {
        .limit = 2'000'000, .remaining = plan.inputLeft, .reset = reset};
    row.limits[LimitKind::OutputTokens] = {
        .limit = 400'000, .remaining = qint64((1 - used * 0.8) * 400) * 1000, .reset = reset};
}

void addAnswer(Observation& row, const ModelPlan& plan, std::mt19937& random)
{
    std::normal_distribution<double> spread(0, 0.35);
    const double hour = double((toEpochMs(row.at) / 3'600'000) % 24);
    const double daily = 1 + 0.25 * std::sin((hour - 9) / 24 * 6.283);
    const double ms = plan.firstTokenMs * daily * std::exp(spread(random));
    row.httpStatus = 200;
    row.timing.firstByte = Micros(qint64(ms * 900));
    row.timing.firstToken = Micros(qint64(ms * 1000));
    row.timing.total = Micros(qint64(ms * 1050));
    row.usage.input = 8;
    row.usage.output = 1;
    row.costNanoUsd = 65'000;
    row.requestId = u"req_011C"_s + QString::number(toEpochMs(row.at), 36);
    row.edge = u"FRA"_s;
    addLimits(row, plan);
}

void addHeaders(Observation& row)
{
    row.headers = {{"date", "Sat, 21 Nov 2026 13:32:00 GMT"},
                   {"content-type", "text/event-stream; charset=utf-8"},
                   {"anthropic-ratelimit-input-tokens-limit", "2000000"},
                   {"anthropic-ratelimit-input-tokens-remaining", "1560000"},
                   {"anthropic-organization-id", "[redacted]"},
                   {"request-id", row.requestId.toUtf8()},
                   {"cf-ray", "9a1b2c3d4e5f6789-FRA"}};
}

void addProbe(MemoryStore& store, const ModelPlan& plan, TimePoint at, std::mt19937& random)
{
    std::uniform_real_distribution<double> chance(0, 1);
    Observation row;
    row.at = at;
    row.target = {.model = plan.model, .kind = ProbeKind::Admission};
    const double overload = inBurst(plan, at) ? 0.8 : plan.calmOverload;
    if (chance(random) < overload) {
        const double shape = chance(random);
        row.outcome = shape < 0.8
            ? Outcome::OverloadedHttp
            : (shape < 0.93 ? Outcome::OverloadedFirst : Outcome::OverloadedMid);
        row.httpStatus = shape < 0.8 ? 529 : 200;
        row.errorType = u"overloaded_error"_s;
        row.detail = u"Overloaded"_s;
    } else if (chance(random) < 0.003) {
        row.outcome = Outcome::RateLimited;
        row.httpStatus = 429;
        row.retryAfter = 12s;
        addLimits(row, plan);
    } else {
        addAnswer(row, plan, random);
    }
    if (cannedNow() - at < 3h) {
        addHeaders(row);
    }
    store.add(row);
}

// Sparse readings of the limits of Opus 4.x from spring on: 30k, then 500k, then 2,000k.
void addLimitHistory(MemoryStore& store)
{
    const TimePoint first = fromEpochMs(1'776'211'200'000); // 2026-04-15
    const TimePoint raised = fromEpochMs(1'778'079'720'000); // 2026-05-06 15:02
    const TimePoint again = fromEpochMs(1'782'495'600'000); // 2026-06-26 17:40
    for (TimePoint at = first; at < cannedNow() - 21 * 24h; at += 6h) {
        Observation row;
        row.at = at;
        row.target = {.model = opus47, .kind = ProbeKind::Control};
        const bool second = at >= raised;
        const bool third = at >= again;
        row.httpStatus = 200;
        row.limits[LimitKind::InputTokens].limit = third ? 2'000'000 : (second ? 500'000 : 30'000);
        row.limits[LimitKind::OutputTokens].limit = third ? 400'000 : (second ? 80'000 : 8'000);
        row.limits[LimitKind::Requests].limit = third ? 1'000 : 50;
        store.add(row);
    }
}

// What the status page posted of one incident.
void addIncident(Batch& batch, const QString& id, const QString& model, const QString& name,
                 std::chrono::minutes opened, std::chrono::minutes over)
{
    const auto post = [&](std::chrono::minutes ago, const QString& what, const QString& text) {
        batch.events.push_back({.at = cannedNow() - ago,
                                .type = EventType::StatusPosted,
                                .title = u"Incident %1: %2"_s.arg(what, name),
                                .detail = text + u"\nImpact: major"_s,
                                .source = u"https://status.example/"_s,
                                .identity = u"status:%1:%2"_s.arg(id, what),
                                .models = {model},
                                .raw = {}});
    };
    post(opened, u"opened"_s, u"We are looking into it."_s);
    post(opened - 16min, u"identified"_s, u"The cause is known."_s);
    post(over, u"resolved"_s, u"Errors are back to normal."_s);
}

MemoryStore makeStore()
{
    MemoryStore store(u"/home/ada/.local/share/plimsoll/demo.sqlite"_s);
    store.setDemo(true);
    addLimitHistory(store);
    std::mt19937 random(7); // NOLINT(cert-msc51-cpp): the same data every time
    const auto all = plans();
    for (TimePoint at = cannedNow() - 20 * 24h; at < cannedNow() - 8s;) {
        for (std::size_t i = all.size(); i-- > 0;) { // in order of time
            const TimePoint start = at + 48s - 12s * i;
            if (!inGap(start) && start < cannedNow()) {
                addProbe(store, all[i], start, random);
            }
        }
        at += cannedNow() - at > 24h ? 5min : 1min;
    }
    Batch batch;
    batch.events = {{.at = cannedNow() - 263h,
                     .type = EventType::Announced,
                     .title = u"Elevated errors on Opus 4.7"_s,
                     .detail = {},
                     .source = u"status page"_s},
                    {.at = cannedNow() - 70h,
                     .type = EventType::Announced,
                     .title = u"Degraded performance, several models"_s,
                     .detail = {},
                     .source = u"status page"_s}};
    // One late, one without a burst of ours, one of before.
    addIncident(batch, u"i0"_s, opus47, u"Errors on Claude Opus 4.7"_s, 439h, 438h);
    addIncident(batch, u"i1"_s, u"claude-sonnet-5-5"_s, u"Errors on Claude Sonnet 5.5"_s, 190h,
                189h);
    addIncident(batch, u"i2"_s, opus47, u"Elevated errors on Claude Opus 4.7"_s, 70h - 12min, 68h);
    batch.gaps = {{.range = {.from = cannedNow() - 20h, .to = cannedNow() - 20h + 54min},
                   .reason = GapReason::Suspended}};
    const auto written = store.append(batch);
    Q_ASSERT(bool(written));
    return store;
}

// The limit that addLimitHistory() raises, as somebody tells it.
Claim raisedLimit(const QString& id, const QString& statement, const QString& figure, double ratio)
{
    Claim claim {.id = id, .source = u"article 1"_s, .statement = statement, .figure = figure};
    claim.metric = ClaimMetric::LimitRatio;
    claim.pool = u"Opus 4.x"_s;
    claim.limit = LimitKind::InputTokens;
    claim.event = fromEpochMs(1'778'025'600'000); // 2026-05-06
    claim.test = ClaimTest::About;
    claim.value = ratio;
    claim.tolerance = 0.05;
    return claim;
}

// What is asked for is supported, refuted, open, and out of sight.
ClaimBook cannedClaims()
{
    ClaimBook book;
    book.claims = {raisedLimit(u"C01"_s, u"The input limit rose 16.7 times"_s, u"× 16.7"_s, 16.7),
                   raisedLimit(u"C02"_s, u"The input limit rose by 16 %"_s, u"+16 %"_s, 1.16),
                   {.id = u"C03"_s,
                    .source = u"article 2"_s,
                    .statement = u"Weekday mornings are worse than the rest of the day"_s,
                    .metric = ClaimMetric::PeakContrast,
                    .test = ClaimTest::AtLeast,
                    .value = 0,
                    .model = opus47},
                   {.id = u"C04"_s,
                    .source = u"article 2"_s,
                    .statement = u"The data centre takes 300 megawatts"_s,
                    .figure = u"300 MW"_s,
                    .observable = Observable::No,
                    .why = u"Power cannot be seen from here."_s,
                    .metric = ClaimMetric::None},
                   {.id = u"C05"_s,
                    .source = u"article 1"_s,
                    .statement = u"Of the requests to Haiku 5.5 fewer than 5 % are overloaded"_s,
                    .figure = u"under 5 %"_s,
                    .metric = ClaimMetric::OverloadRate,
                    .value = 0.05,
                    .model = u"claude-haiku-5-5"_s}};
    book.contradictions = {{.id = u"K1"_s,
                            .claims = {u"C01"_s, u"C02"_s},
                            .conflict = u"+16 % against × 16.7"_s,
                            .decidedBy = u"The ratio of the limits before and after."_s}};
    return book;
}

} // namespace

TimePoint cannedNow()
{
    return fromEpochMs(1'795'267'930'000);
}

const MemoryStore& cannedStore()
{
    static const MemoryStore store = makeStore();
    return store;
}

Dashboard cannedDashboard(std::chrono::milliseconds range, const QTimeZone& zone,
                          const QStringList& models)
{
    const auto answer = dashboard(
        cannedStore(), Catalogue::shipped(),
        {.selection = {.range = {.from = cannedNow() - range, .to = cannedNow()}, .models = models},
         .asOf = cannedNow(),
         .zone = zone,
         .silence = 120s});
    if (!answer) {
        qFatal("the canned dashboard cannot be built: %s", qPrintable(answer.error().message));
    }
    return *answer;
}

Findings cannedFindings(FindingsQuestion question)
{
    if (!question.claims) {
        question.claims = std::make_shared<const ClaimBook>(cannedClaims());
    }
    const auto answer = findings(cannedStore(), Catalogue::shipped(), question);
    if (!answer) {
        qFatal("the canned findings cannot be had: %s", qPrintable(answer.error().message));
    }
    return *answer;
}

FetchRows cannedRows()
{
    return [](const RowFilter& filter) {
        std::vector<Observation> rows;
        const Result<void> read = cannedStore().observations(filter, [&](const Observation& row) {
            rows.push_back(row);
            return true;
        });
        QPromise<ObservationRows> promise;
        QFuture<ObservationRows> future = promise.future();
        promise.start();
        promise.addResult(read ? ObservationRows(rows) : ObservationRows(read.error()));
        promise.finish();
        return future;
    };
}

} // namespace plimsoll::test
