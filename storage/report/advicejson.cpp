// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/advicereport.h"
#include "storage/report/cells.h"

#include <QJsonArray>

namespace plimsoll {

namespace {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

QJsonValue null()
{
    return QJsonValue(QJsonValue::Null);
}

double seconds(std::chrono::duration<double, std::milli> duration)
{
    return duration.count() / 1000;
}

QJsonValue secondsOrNull(const std::optional<milliseconds>& duration)
{
    return duration ? QJsonValue(seconds(*duration)) : null();
}

QJsonValue timeOrNull(const std::optional<TimePoint>& t)
{
    return t ? QJsonValue(cells::time(*t)) : null();
}

QJsonValue burstJson(const std::optional<stats::Burst>& burst)
{
    if (!burst) {
        return null();
    }
    return QJsonObject {
        {u"last_ok"_s,
         burst->startKnown ? QJsonValue(cells::time(TimePoint(burst->start.after))) : null()},
        {u"first_overloaded"_s, cells::time(TimePoint(burst->start.upTo))},
        {u"last_overloaded"_s, cells::time(TimePoint(burst->end.after))},
        {u"probes"_s, qint64(burst->probes)},
        {u"overloaded"_s, qint64(burst->overloaded)}};
}

QJsonArray chancesJson(const Advice& advice)
{
    QJsonArray array;
    for (const stats::WaitChance& chance : advice.chances) {
        const auto& over = chance.over;
        array.append(QJsonObject {{u"wait_s"_s, seconds(chance.wait)},
                                  {u"over"_s, over ? QJsonValue(over->value) : null()},
                                  {u"low"_s, over ? QJsonValue(over->low) : null()},
                                  {u"high"_s, over ? QJsonValue(over->high) : null()},
                                  {u"n"_s, over ? QJsonValue(qint64(over->atRisk)) : null()}});
    }
    return array;
}

QJsonValue planJson(const std::optional<RetryPlan>& plan)
{
    if (!plan) {
        return null();
    }
    QJsonArray delays;
    for (const milliseconds delay : plan->delays) {
        delays.append(seconds(delay));
    }
    return QJsonObject {{u"delays_s"_s, delays},
                        {u"tries"_s, plan->outlook.attempts},
                        {u"succeeds"_s, plan->outlook.succeeds},
                        {u"wait_s"_s, seconds(plan->outlook.wait)}};
}

QJsonArray othersJson(const Advice& advice)
{
    QJsonArray array;
    for (const Fallback& other : advice.others) {
        array.append(QJsonObject {{u"model"_s, subjectText(other.model, advice.organization)},
                                  {u"now"_s, name(other.load)},
                                  {u"answers"_s, other.answered.value},
                                  {u"low"_s, other.answered.low},
                                  {u"high"_s, other.answered.high},
                                  {u"n"_s, qint64(other.answered.n)}});
    }
    return array;
}

QJsonArray clientsJson(const Advice& advice)
{
    QJsonArray array;
    for (const PolicyAnswer& policy : advice.bursts.policies) {
        array.append(QJsonObject {
            {u"client"_s, policy.client},
            {u"succeeds_at_least"_s, policy.outcome.leastShare()},
            {u"succeeds_at_most"_s, policy.outcome.mostShare()},
            {u"median_wait_s"_s, secondsOrNull(policy.outcome.waitQuantile(0.5))},
        });
    }
    return array;
}

QJsonObject modelJson(const Advice& advice, TimePoint now)
{
    const Fallback* other = advice.other();
    return {{u"model"_s, advice.model},
            {u"organization"_s, advice.organization},
            {u"name"_s, advice.displayName},
            {u"recommendation"_s, recommendation(advice, now)},
            {u"now"_s, name(advice.load)},
            {u"newest"_s, timeOrNull(advice.newest)},
            {u"burst"_s, burstJson(advice.underWay)},
            {u"already_s"_s, seconds(advice.already)},
            {u"overloads"_s, qint64(advice.bursts.bursts.size())},
            {u"watched"_s, qint64(advice.watched)},
            {u"enough"_s, advice.isEnough()},
            {u"enough_at"_s, timeOrNull(advice.enoughAt)},
            {u"end_known_to_s"_s, seconds(advice.endResolution)},
            {u"over_within"_s, chancesJson(advice)},
            {u"first_wait_s"_s, secondsOrNull(advice.firstWait)},
            {u"tries"_s, planJson(advice.plan)},
            {u"mean_residual_s"_s,
             advice.meanResidual ? QJsonValue(seconds(*advice.meanResidual)) : null()},
            {u"mean_residual_is_least"_s, advice.residualIsLeast},
            {u"switch_after_s"_s, secondsOrNull(advice.switchAfter)},
            {u"switch_to"_s,
             other ? QJsonValue(subjectText(other->model, advice.organization)) : null()},
            {u"others"_s, othersJson(advice)},
            {u"clients"_s, clientsJson(advice)}};
}

} // namespace

QLatin1String name(Load load)
{
    switch (load) {
    case Load::Calm:
        return QLatin1String("calm");
    case Load::Overloaded:
        return QLatin1String("overloaded");
    case Load::Unknown:
        break;
    }
    return QLatin1String("unknown");
}

QJsonObject adviceJson(const std::vector<Advice>& all, const AdviceQuestion& question)
{
    QJsonArray models;
    for (const Advice& advice : all) {
        models.append(modelJson(advice, question.evidence.to));
    }
    return {{u"schema"_s, adviceSchema},
            {u"as_of"_s, cells::time(question.evidence.to)},
            {u"since"_s, cells::time(question.evidence.from)},
            {u"switch_cost_s"_s, seconds(question.switchCost)},
            {u"models"_s, models}};
}

} // namespace plimsoll
