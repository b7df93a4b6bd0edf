// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/cachetext.h"
#include "storage/report/cells.h"
#include "storage/report/statusreport.h"
#include "storage/report/tiertext.h"

#include <QJsonArray>

#include <algorithm>

namespace plimsoll {

namespace {

using namespace Qt::StringLiterals;

QJsonValue orNull(std::optional<double> value)
{
    return value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
}

QJsonValue orNull(std::optional<qint64> value)
{
    return value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
}

QJsonValue orNull(std::optional<TimePoint> value)
{
    return value ? QJsonValue(cells::time(*value)) : QJsonValue(QJsonValue::Null);
}

QJsonValue usdOrNull(std::optional<qint64> nanoUsd)
{
    return nanoUsd ? QJsonValue(double(*nanoUsd) / 1e9) : QJsonValue(QJsonValue::Null);
}

QString word(Condition condition)
{
    switch (condition) {
    case Condition::Normal:
        return u"normal"_s;
    case Condition::Warning:
        return u"warning"_s;
    case Condition::Bad:
        return u"bad"_s;
    case Condition::Unknown:
        return u"unknown"_s;
    }
    return {};
}

QJsonObject toJson(const Verdict& verdict)
{
    return {{u"condition"_s, word(verdict.condition)},
            {u"word"_s, verdict.word},
            {u"sentence"_s, verdict.sentence}};
}

QJsonObject countsJson(const OutcomeCounts& counts)
{
    QJsonObject object;
    for (std::size_t i = 0; i < outcomeCount; ++i) {
        object.insert(name(Outcome(i)), qint64(counts[Outcome(i)]));
    }
    return object;
}

QJsonObject rateJson(const OutcomeCounts& counts)
{
    const RateEstimate rate = estimateRate(counts);
    const auto part = [](const std::optional<stats::Proportion>& p, double stats::Proportion::*m) {
        return p ? QJsonValue((*p).*m) : QJsonValue(QJsonValue::Null);
    };
    return {{u"n"_s, qint64(counts.reached())},
            {u"overloaded"_s, qint64(counts.overloaded())},
            {u"rate"_s, part(rate.overload, &stats::Proportion::value)},
            {u"low"_s, part(rate.overload, &stats::Proportion::low)},
            {u"high"_s, part(rate.overload, &stats::Proportion::high)},
            {u"rate_by_status_code"_s, part(rate.byStatusCode, &stats::Proportion::value)},
            {u"limited"_s, qint64(counts.limited())}};
}

QJsonObject toJson(const LatencyEstimate& latency)
{
    return {{u"n"_s, qint64(latency.n)},
            {u"p50"_s, orNull(latency.p50)},
            {u"p95"_s, orNull(latency.p95)},
            {u"p99"_s, orNull(latency.p99)}};
}

QJsonArray limitsJson(const Dashboard& board, const ModelOverview& model)
{
    QJsonArray limits;
    for (const PoolLimits& entry : board.limits.pools) {
        if (entry.pool != model.pool || entry.organization != model.organization) {
            continue;
        }
        for (const LimitNow& now : entry.now) {
            limits.append(QJsonObject {{u"kind"_s, name(now.kind)},
                                       {u"limit_per_minute"_s, orNull(now.limit)},
                                       {u"limit_at"_s, orNull(now.limitAt)},
                                       {u"remaining"_s, orNull(now.remaining)},
                                       {u"remaining_at"_s, orNull(now.remainingAt)},
                                       {u"reset"_s, orNull(now.reset)}});
        }
    }
    return limits;
}

QJsonArray ownTrafficJson(const Dashboard& board)
{
    QJsonArray traffic;
    for (const OwnTraffic& own : board.own) {
        traffic.append(QJsonObject {{u"organization"_s, own.organization},
                                    {u"pool"_s, own.pool},
                                    {u"kind"_s, name(own.kind)},
                                    {u"last_minute"_s, own.lastMinute},
                                    {u"share_of_minute"_s, orNull(own.shareOfMinute())},
                                    {u"last_hour"_s, own.lastHour},
                                    {u"share_of_hour"_s, orNull(own.shareOfHour())},
                                    {u"limit_per_minute"_s, orNull(own.limit)}});
    }
    return traffic;
}

QJsonArray restingJson(const ModelOverview& model)
{
    QJsonArray resting;
    for (const Resting& target : model.resting) {
        resting.append(QJsonObject {{u"kind"_s, name(target.target.kind)},
                                    {u"how"_s, name(target.how)},
                                    {u"at"_s, cells::time(target.at)},
                                    {u"reason"_s, target.reason}});
    }
    return resting;
}

QJsonObject modelJson(const Dashboard& board, const ModelOverview& model)
{
    QJsonObject object {
        {u"model"_s, model.model},
        {u"organization"_s, model.organization},
        {u"name"_s, model.displayName},
        {u"pool"_s, model.pool},
        {u"notice"_s,
         model.notice.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(model.notice)},
        {u"not_sent"_s, restingJson(model)},
        {u"verdict"_s, toJson(model.verdict)},
        {u"last_probe"_s, orNull(model.lastProbe)},
        {u"age_s"_s,
         model.lastProbe ? QJsonValue(double((board.asOf - *model.lastProbe).count()) / 1000)
                         : QJsonValue(QJsonValue::Null)},
        {u"last_outcome"_s,
         model.lastOutcome ? QJsonValue(name(*model.lastOutcome)) : QJsonValue(QJsonValue::Null)},
        {u"overloaded_since"_s, orNull(model.overloadedSince)},
        {u"windows"_s,
         QJsonObject {{u"1h"_s, rateJson(model.hour)},
                      {u"24h"_s, rateJson(model.day)},
                      {u"7d"_s, rateJson(model.week)}}},
        {u"first_token_ms_24h"_s, toJson(model.firstToken)},
        {u"limits"_s, limitsJson(board, model)},
    };
    const auto series = std::ranges::find(board.series, model.subject(), &ModelSeries::subject);
    if (series != board.series.end()) {
        const Summary& whole = series->whole;
        object.insert(u"range"_s, rateJson(whole.counts));
        object.insert(u"counts"_s, countsJson(whole.counts));
        object.insert(u"first_token_ms"_s, toJson(estimateLatency(whole.firstToken)));
        object.insert(u"token_gap_ms"_s, toJson(estimateLatency(whole.tokenGap)));
        object.insert(u"cost_usd"_s, usdOrNull(whole.knownCost()));
    }
    return object;
}

QJsonValue statusPageJson(const std::optional<StatusReport>& report)
{
    if (!report) {
        return QJsonValue::Null;
    }
    QJsonArray incidents;
    for (const auto& incident : report->incidents) {
        incidents.append(QJsonObject {{u"id"_s, incident.id},
                                      {u"name"_s, incident.name},
                                      {u"status"_s, incident.status},
                                      {u"impact"_s, incident.impact},
                                      {u"models"_s, QJsonArray::fromStringList(incident.models)}});
    }
    return QJsonObject {
        {u"state"_s, name(report->state)},   {u"text"_s, statusPageText(*report)},
        {u"indicator"_s, report->indicator}, {u"incidents"_s, incidents},
        {u"source"_s, report->source},       {u"checked_at"_s, cells::time(report->checkedAt)}};
}

} // namespace

QJsonObject storeJson(const StoreInfo& store)
{
    return {{u"path"_s, store.path},
            {u"agent"_s, QString::fromLatin1(store.agent)},
            {u"schema_version"_s, store.schemaVersion},
            {u"observations"_s, store.observations},
            {u"oldest"_s, orNull(store.oldest)},
            {u"newest"_s, orNull(store.newest)},
            {u"bytes"_s, store.bytes},
            {u"demo"_s, store.demo}};
}

QJsonObject statusJson(const Dashboard& board)
{
    QJsonArray models;
    for (const ModelOverview& model : board.models) {
        models.append(modelJson(board, model));
    }
    QJsonArray targets;
    for (const TargetCounts& target : board.targets) {
        targets.append(QJsonObject {{u"model"_s, target.target.model},
                                    {u"organization"_s, target.target.organization},
                                    {u"kind"_s, name(target.target.kind)},
                                    {u"counts"_s, countsJson(target.counts)}});
    }
    return {{u"schema"_s, statusSchema},
            {u"as_of"_s, cells::time(board.asOf)},
            {u"range"_s,
             QJsonObject {{u"from"_s, cells::time(board.selection.range.from)},
                          {u"to"_s, cells::time(board.selection.range.to)}}},
            {u"verdict"_s, toJson(board.verdict)},
            {u"store"_s, storeJson(board.store)},
            {u"cost_today_usd"_s, usdOrNull(board.knownCostToday())},
            {u"unpriced_today"_s, QJsonArray::fromStringList(board.unpricedToday)},
            {u"probes_in_24h"_s, qint64(board.probesInDay)},
            {u"status_page"_s, statusPageJson(board.statusPage)},
            {u"models"_s, models},
            {u"tiers"_s, tiersJson(board.limits.tiers)},
            {u"own_traffic"_s, ownTrafficJson(board)},
            {u"targets"_s, targets},
            {u"cache"_s, cacheJson(board.cache)},
            {u"accounting"_s, QJsonArray::fromStringList(accountingRules())}};
}

} // namespace plimsoll
