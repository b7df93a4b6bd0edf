// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/adminapi.h"
#include "probes/simulator/timetext.h"

#include <QDateTime>
#include <QJsonArray>

#include <algorithm>

namespace plimsoll::simulator {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Width
{
    std::chrono::minutes length;
    qint64 usual = 0; // buckets of a page
    qint64 most = 0;
};

// Absent for a width that the API does not have.
std::optional<Width> widthOf(const QString& text)
{
    if (text.isEmpty() || text == "1d"_L1) {
        return Width {24h, 7, 31};
    }
    if (text == "1h"_L1) {
        return Width {1h, 24, 168};
    }
    return text == "1m"_L1 ? std::optional(Width {1min, 60, 1440}) : std::nullopt;
}

std::optional<TimePoint> momentOf(const QUrlQuery& query, const QString& key)
{
    const QString text = query.queryItemValue(key, QUrl::FullyDecoded);
    const QDateTime moment = QDateTime::fromString(text, Qt::ISODateWithMs);
    return moment.isValid() ? std::optional(fromEpochMs(moment.toMSecsSinceEpoch())) : std::nullopt;
}

QString text(TimePoint t)
{
    return QString::fromLatin1(rfc3339(t));
}

// The buckets of one page.
struct Pages
{
    std::vector<TimeRange> buckets;
    bool more = false;
};

std::variant<Pages, CheckFailure> pagesOf(const QUrlQuery& query, const Width& width, TimePoint now)
{
    const auto from = momentOf(query, u"starting_at"_s);
    if (!from) {
        return CheckFailure {Shape::BadRequest, "starting_at: Field required"};
    }
    const TimePoint end = std::min(momentOf(query, u"ending_at"_s).value_or(now), now);
    const QString limitText = query.queryItemValue(u"limit"_s);
    bool ok = true;
    const qint64 limit = limitText.isEmpty() ? width.usual : limitText.toLongLong(&ok);
    if (!ok || limit < 1 || limit > width.most) {
        return CheckFailure {Shape::BadRequest,
                             "limit: must be from 1 to " + QByteArray::number(width.most)};
    }
    const auto length = std::chrono::duration_cast<TimePoint::duration>(width.length);
    TimePoint begin(from->time_since_epoch() / length * length);
    if (const auto page = momentOf(query, u"page"_s)) {
        begin = *page;
    }
    Pages pages;
    for (; begin < end && qint64(pages.buckets.size()) < limit; begin += length) {
        pages.buckets.push_back({begin, begin + length});
    }
    pages.more = begin < end;
    return pages;
}

QJsonObject answerOf(const QJsonArray& data, const Pages& pages)
{
    const QJsonValue next = pages.more ? QJsonValue(text(pages.buckets.back().to)) : QJsonValue();
    return {{u"data"_s, data}, {u"has_more"_s, pages.more}, {u"next_page"_s, next}};
}

QJsonObject usageJson(const UsedTokens& used, const QJsonValue& model)
{
    return {{u"uncached_input_tokens"_s, used.input},
            {u"cache_read_input_tokens"_s, used.cacheRead},
            {u"cache_creation"_s,
             QJsonObject {{u"ephemeral_5m_input_tokens"_s, used.cacheWritten},
                          {u"ephemeral_1h_input_tokens"_s, 0}}},
            {u"output_tokens"_s, used.output},
            {u"server_tool_use"_s, QJsonObject {{u"web_search_requests"_s, 0}}},
            {u"model"_s, model},
            {u"service_tier"_s, QJsonValue()},
            {u"context_window"_s, QJsonValue()},
            {u"inference_geo"_s, QJsonValue()},
            {u"workspace_id"_s, QJsonValue()},
            {u"api_key_id"_s, QJsonValue()}};
}

// Cents as a decimal text, to the billionth of a dollar: "12.3456".
QString cents(qint64 nanoUsd)
{
    QString decimals = u"%1"_s.arg(nanoUsd % 10'000'000, 7, 10, QLatin1Char('0'));
    while (decimals.endsWith(u'0')) {
        decimals.chop(1);
    }
    const QString whole = QString::number(nanoUsd / 10'000'000);
    return decimals.isEmpty() ? whole : QString(whole + u'.' + decimals);
}

UsedTokens sumOf(const std::map<QString, UsedTokens>& models)
{
    UsedTokens sum;
    for (const auto& [model, used] : models) {
        sum += used;
    }
    return sum;
}

QJsonArray resultsOf(const std::map<QString, UsedTokens>& models, bool grouped)
{
    QJsonArray results;
    if (!grouped && !models.empty()) {
        results.append(usageJson(sumOf(models), QJsonValue()));
    }
    for (const auto& [model, used] : models) {
        if (grouped) {
            results.append(usageJson(used, model));
        }
    }
    return results;
}

} // namespace

AdminAnswer adminUsage(const HttpRequest& http, const AdminMoment& moment)
{
    const auto width = widthOf(http.query.queryItemValue(u"bucket_width"_s));
    if (!width) {
        return CheckFailure {Shape::BadRequest, "bucket_width: must be 1m, 1h or 1d"};
    }
    const auto pages = pagesOf(http.query, *width, moment.wall);
    if (const auto* failure = std::get_if<CheckFailure>(&pages)) {
        return *failure;
    }
    const bool grouped =
        http.query.allQueryItemValues(u"group_by[]"_s, QUrl::FullyDecoded).contains(u"model"_s);
    QJsonArray data;
    for (const TimeRange& bucket : std::get<Pages>(pages).buckets) {
        data.append(
            QJsonObject {{u"starting_at"_s, text(bucket.from)},
                         {u"ending_at"_s, text(bucket.to)},
                         {u"results"_s, resultsOf(moment.ledger.byModel(bucket), grouped)}});
    }
    return answerOf(data, std::get<Pages>(pages));
}

AdminAnswer adminCost(const HttpRequest& http, const AdminMoment& moment)
{
    if (const auto width = widthOf(http.query.queryItemValue(u"bucket_width"_s));
        !width || width->length != 24h) {
        return CheckFailure {Shape::BadRequest, "bucket_width: must be 1d"};
    }
    const auto pages = pagesOf(http.query, *widthOf({}), moment.wall);
    if (const auto* failure = std::get_if<CheckFailure>(&pages)) {
        return *failure;
    }
    QJsonArray data;
    for (const TimeRange& bucket : std::get<Pages>(pages).buckets) {
        const auto models = moment.ledger.byModel(bucket);
        QJsonArray results;
        if (!models.empty()) {
            results.append(QJsonObject {{u"currency"_s, u"USD"_s},
                                        {u"amount"_s, cents(sumOf(models).nanoUsd)},
                                        {u"workspace_id"_s, QJsonValue()},
                                        {u"description"_s, QJsonValue()},
                                        {u"cost_type"_s, QJsonValue()},
                                        {u"model"_s, QJsonValue()}});
        }
        data.append(QJsonObject {{u"starting_at"_s, text(bucket.from)},
                                 {u"ending_at"_s, text(bucket.to)},
                                 {u"results"_s, results}});
    }
    return answerOf(data, std::get<Pages>(pages));
}

} // namespace plimsoll::simulator
