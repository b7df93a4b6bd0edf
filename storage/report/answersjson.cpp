// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/answersreport.h"
#include "storage/report/blamereport.h"
#include "storage/report/cells.h"
#include "storage/report/comparisonjson.h"
#include "storage/report/statuslagreport.h"

#include <QJsonArray>

namespace plimsoll {

namespace {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

QJsonValue null()
{
    return QJsonValue(QJsonValue::Null);
}

double seconds(milliseconds duration)
{
    return double(duration.count()) / 1000;
}

QJsonValue secondsOrNull(const std::optional<milliseconds>& duration)
{
    return duration ? QJsonValue(seconds(*duration)) : null();
}

QJsonValue rateJson(const RateAnswer& answer)
{
    if (!answer.rate || !answer.bounds || !answer.independent) {
        return null();
    }
    const stats::BurstInterval& rate = *answer.rate;
    return QJsonObject {
        {u"value"_s, rate.value},
        {u"low"_s, rate.low},
        {u"high"_s, rate.high},
        {u"n"_s, qint64(rate.n)},
        {u"overloaded"_s, qint64(rate.hits)},
        {u"effective_n"_s, rate.effectiveN},
        {u"design_effect"_s, rate.designEffect},
        {u"method"_s, name(rate.method)},
        {u"independent_low"_s, answer.independent->low},
        {u"independent_high"_s, answer.independent->high},
        {u"lower_bound"_s, answer.bounds->low},
        {u"upper_bound"_s, answer.bounds->high},
        {u"below_1_percent"_s, name(answer.below)},
        {u"below_half_percent"_s, name(answer.wellBelow)},
    };
}

QJsonObject weekJson(const WeekAnswer& week)
{
    QJsonObject object = comparisonJson(week.verdict, week.comparison, week.p);
    object.insert(u"before"_s, rangeJson(week.before));
    object.insert(u"after"_s, rangeJson(week.after));
    object.insert(u"latencies"_s, latenciesJson(week.latencies));
    object.insert(u"enough_at"_s, week.enoughAt ? QJsonValue(cells::time(*week.enoughAt)) : null());
    return object;
}

// 168, Monday 00:00 first; null without a probe.
QJsonValue hoursJson(const std::optional<stats::WeekProfile>& profile)
{
    if (!profile) {
        return null();
    }
    QJsonArray array;
    for (const stats::HourRate& hour : profile->hours) {
        array.append(QJsonObject {{u"n"_s, qint64(hour.n)},
                                  {u"overloaded"_s, qint64(hour.hits)},
                                  {u"value"_s, hour.mean},
                                  {u"low"_s, hour.low},
                                  {u"high"_s, hour.high}});
    }
    return array;
}

QJsonValue changesJson(const std::optional<std::vector<LevelChange>>& changes)
{
    if (!changes) {
        return null();
    }
    QJsonArray array;
    for (const LevelChange& change : *changes) {
        array.append(QJsonObject {{u"day"_s, cells::time(change.day)},
                                  {u"before"_s, change.before},
                                  {u"after"_s, change.after}});
    }
    return array;
}

QJsonArray policiesJson(const std::vector<PolicyAnswer>& policies)
{
    QJsonArray array;
    for (const PolicyAnswer& policy : policies) {
        const auto attempts = policy.outcome.meanAttempts();
        array.append(QJsonObject {
            {u"client"_s, policy.client},
            {u"succeeds_at_least"_s, policy.outcome.leastShare()},
            {u"succeeds_at_most"_s, policy.outcome.mostShare()},
            {u"mean_attempts"_s, attempts ? QJsonValue(*attempts) : null()},
            {u"median_wait_s"_s, secondsOrNull(policy.outcome.waitQuantile(0.5))},
        });
    }
    return array;
}

QJsonObject burstsJson(const BurstAnswer& answer)
{
    QJsonArray chances;
    for (const stats::WaitChance& chance : answer.chances) {
        chances.append(QJsonObject {
            {u"wait_s"_s, seconds(chance.wait)},
            {u"over"_s, chance.over ? QJsonValue(chance.over->value) : null()},
            {u"low"_s, chance.over ? QJsonValue(chance.over->low) : null()},
            {u"high"_s, chance.over ? QJsonValue(chance.over->high) : null()},
        });
    }
    const auto censored = std::ranges::count_if(answer.bursts, &stats::Burst::censored);
    const auto& median = answer.median;
    return {{u"count"_s, qint64(answer.bursts.size())},
            {u"probe_pause_s"_s, seconds(answer.interval)},
            {u"end_not_seen"_s, qint64(censored)},
            {u"median_s"_s, median ? QJsonValue(seconds(median->value)) : null()},
            {u"median_low_s"_s, median ? secondsOrNull(median->low) : null()},
            {u"median_high_s"_s, median ? secondsOrNull(median->high) : null()},
            {u"first_wait_s"_s, secondsOrNull(answer.firstWait)},
            {u"over_within"_s, chances},
            {u"clients"_s, policiesJson(answer.policies)}};
}

QJsonArray fallbackJson(const Answers& answers, std::size_t overloaded)
{
    QJsonArray array;
    for (std::size_t other = 0; other < answers.models.size(); ++other) {
        const auto& chance = answers.fallback[overloaded][other].answered;
        if (chance) {
            array.append(QJsonObject {{u"model"_s, answers.models[other].subject()},
                                      {u"answers"_s, chance->value},
                                      {u"low"_s, chance->low},
                                      {u"high"_s, chance->high},
                                      {u"n"_s, qint64(chance->n)}});
        }
    }
    return array;
}

} // namespace

QJsonObject answersJson(const Answers& answers)
{
    QJsonArray models;
    for (std::size_t i = 0; i < answers.models.size(); ++i) {
        const ModelAnswers& model = answers.models[i];
        models.append(QJsonObject {
            {u"model"_s, model.model},
            {u"organization"_s, model.organization},
            {u"name"_s, model.displayName},
            {u"overload_rate"_s, rateJson(model.rate)},
            {u"week_over_week"_s, weekJson(model.week)},
            {u"hours_of_week"_s, hoursJson(model.peak.profile)},
            {u"weekday_mornings"_s,
             comparisonJson(model.peak.verdict, model.peak.comparison, model.peak.p)},
            {u"level_changes"_s, changesJson(model.changes)},
            {u"bursts"_s, burstsJson(model.bursts)},
            {u"fallback"_s, fallbackJson(answers, i)},
            {u"events"_s, eventsJson(model.events)},
            {u"status_page"_s, statusLagJson(model.statusPage)},
            {u"blame"_s, blameJson(model.blame)},
        });
    }
    return {{u"schema"_s, answersSchema},
            {u"as_of"_s, cells::time(answers.asOf)},
            {u"evidence"_s, rangeJson(answers.evidence)},
            {u"zone"_s, QString::fromLatin1(answers.zone.id())},
            {u"models"_s, models}};
}

} // namespace plimsoll
