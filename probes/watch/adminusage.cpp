// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/watch/adminusage.h"

#include "probes/watch/foreigntext.h"

#include <QDateTime>
#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <functional>
#include <limits>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr qsizetype maxBuckets = 400;
constexpr qint64 nanoUsdOfCent = 10'000'000;

Error foreign(const QString& why)
{
    return Error {Error::Code::BadData, u"the Admin API's report is of another shape: "_s + why};
}

using ReadRow = std::function<bool(const QJsonObject& row, BilledDay& day)>;

Result<UsagePage> readReport(const QByteArray& body, const ReadRow& readRow)
{
    const auto object = readJsonObject(body, u"the Admin API's report"_s);
    if (!object) {
        return object.error();
    }
    const QJsonArray buckets = (*object)[u"data"].toArray();
    if (!(*object)[u"data"].isArray() || buckets.size() > maxBuckets) {
        return foreign(u"no list of days"_s);
    }
    UsagePage page;
    for (const QJsonValue& bucket : buckets) {
        const auto at = momentIn(bucket[u"starting_at"]);
        if (!at || !bucket[u"results"].isArray()) {
            return foreign(u"a day without date or results"_s);
        }
        BilledDay& day = page.days[std::chrono::floor<std::chrono::days>(*at)];
        const QJsonArray rows = bucket[u"results"].toArray();
        for (const QJsonValue& row : rows) {
            if (!readRow(row.toObject(), day)) {
                return foreign(u"a figure that is no number"_s);
            }
        }
        day.raw =
            evidence(day.raw + QJsonDocument(bucket.toObject()).toJson(QJsonDocument::Compact));
    }
    if ((*object)[u"has_more"].toBool()) {
        page.nextPage = (*object)[u"next_page"].toString();
    }
    return page;
}

// Adds a count to a sum; false when it is none or would not fit.
bool addCount(qint64& sum, const QJsonValue& value)
{
    if (value.isNull() || value.isUndefined()) {
        return true;
    }
    const qint64 count = value.toInteger(-1);
    constexpr qint64 most = 1'000'000'000'000'000;
    if (count < 0 || count > most || sum > most) {
        return false;
    }
    sum += count;
    return true;
}

bool addTokens(const QJsonObject& row, BilledDay& day)
{
    BilledTokens& tokens = day.tokens[plainTitle(row[u"model"].toString())];
    bool good = addCount(tokens.input, row[u"uncached_input_tokens"])
        && addCount(tokens.cacheRead, row[u"cache_read_input_tokens"])
        && addCount(tokens.output, row[u"output_tokens"]);
    const QJsonObject written = row[u"cache_creation"].toObject();
    for (auto it = written.begin(); it != written.end(); ++it) {
        good = good && addCount(tokens.cacheWrite, it.value());
    }
    return good;
}

bool addCost(const QJsonObject& row, BilledDay& day)
{
    const QString currency = row[u"currency"].toString(u"USD"_s);
    const auto amount = nanoUsdOfCents(row[u"amount"].toString());
    constexpr qint64 most = std::numeric_limits<qint64>::max() / 2;
    const qint64 sum = day.costNanoUsd.value_or(0);
    if (!amount || currency != u"USD" || sum > most || *amount > most) {
        return false;
    }
    day.costNanoUsd = sum + *amount;
    return true;
}

QString dollars(qint64 nanoUsd)
{
    constexpr qint64 dollar = 1'000'000'000;
    QString text = u"%1.%2"_s.arg(nanoUsd / dollar).arg(nanoUsd % dollar, 9, 10, QChar(u'0'));
    while (text.endsWith(u'0') && text[text.size() - 3] != u'.') {
        text.chop(1);
    }
    return text;
}

} // namespace

std::optional<qint64> nanoUsdOfCents(QStringView cents)
{
    static const QRegularExpression decimal(u"^([0-9]{1,11})(?:\\.([0-9]{1,40}))?\\z"_s);
    const QRegularExpressionMatch match = decimal.match(cents.toString());
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    constexpr qsizetype digits = 7; // of nanoUsdOfCent
    const QString fraction = match.captured(2).leftJustified(digits + 1, u'0');
    const qint64 rounded = fraction[digits] >= u'5' ? 1 : 0;
    return match.captured(1).toLongLong() * nanoUsdOfCent + fraction.left(digits).toLongLong()
        + rounded;
}

Result<UsagePage> readUsageReport(const QByteArray& body)
{
    return readReport(body, addTokens);
}

Result<UsagePage> readCostReport(const QByteArray& body)
{
    return readReport(body, addCost);
}

void mergeInto(BilledDays& days, const BilledDays& more)
{
    for (const auto& [date, billed] : more) {
        BilledDay& day = days[date];
        for (const auto& [model, tokens] : billed.tokens) {
            BilledTokens& sum = day.tokens[model];
            sum.input += tokens.input;
            sum.cacheWrite += tokens.cacheWrite;
            sum.cacheRead += tokens.cacheRead;
            sum.output += tokens.output;
        }
        if (billed.costNanoUsd) {
            day.costNanoUsd = day.costNanoUsd.value_or(0) + *billed.costNanoUsd;
        }
        day.raw = evidence(day.raw + billed.raw);
    }
}

Event usageEvent(std::chrono::sys_days day, const BilledDay& billed, const QString& organization,
                 const QString& source)
{
    const TimePoint at = day;
    const QString date = momentText(at).left(10);
    const QString whose = organization.isEmpty() ? QString() : u" of %1"_s.arg(organization);
    const QString cost =
        billed.costNanoUsd ? u"%1 USD"_s.arg(dollars(*billed.costNanoUsd)) : u"cost not told"_s;
    QStringList lines;
    QStringList models;
    for (const auto& [model, tokens] : billed.tokens) {
        if (!model.isEmpty()) {
            models << model;
        }
        lines << u"%1: %2 input, %3 cache write, %4 cache read, %5 output tokens"_s
                     .arg(model.isEmpty() ? u"without a model"_s : model)
                     .arg(tokens.input)
                     .arg(tokens.cacheWrite)
                     .arg(tokens.cacheRead)
                     .arg(tokens.output);
    }
    return {.at = at,
            .type = EventType::UsageReported,
            .title = u"Billed usage%1 on %2: %3"_s.arg(whose, date, cost),
            .detail = lines.join(u'\n'),
            .source = source,
            .identity = u"admin:%1:usage:%2"_s.arg(organization, date),
            .models = models,
            .raw = billed.raw};
}

} // namespace plimsoll
