// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/advicetables.h"

#include "storage/query/claims/retryclaims.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr std::array<milliseconds, 5> waits {1min, 3min, 10min, 30min, 1h};
constexpr std::uint32_t mostRetries = 100; // of a client that gives up at all

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(AdviceTables)
};

Cell plain(const QString& text, CellWeight weight = CellWeight::Plain)
{
    return {.text = text, .weight = weight, .condition = {}, .series = {}};
}

// Shares of a handful of overloads: a decimal would be made up.
QString wholeInterval(double low, double high, const Numbers& numbers)
{
    return Text::tr("%1 to %2")
        .arg(numbers.count(std::llround(low * 100)), numbers.count(std::llround(high * 100)));
}

QString between(double least, double most, const Numbers& numbers)
{
    const QString upper = numbers.wholePercent(most);
    const QString lower = numbers.wholePercent(least);
    return lower == upper
        ? upper
        : Text::tr("%1 to %2").arg(numbers.count(std::llround(least * 100)), upper);
}

std::optional<stats::RetryPolicy> policyOf(const QString& client)
{
    for (const stats::RetryPolicy& policy : stats::knownRetryPolicies()) {
        if (client == QString::fromUtf8(policy.name.data(), qsizetype(policy.name.size()))) {
            return policy;
        }
    }
    return std::nullopt;
}

QString habitText(const QString& client, const Numbers& numbers)
{
    const auto policy = policyOf(client);
    if (!policy) {
        return {};
    }
    if (!policy->retries && !policy->overloadsInARow) {
        return Text::tr("never gives up");
    }
    const auto delays = stats::middleDelays(*policy, mostRetries);
    const auto all = std::accumulate(delays.begin(), delays.end(), milliseconds(0));
    return Text::tr("%n retries, %1", nullptr, int(delays.size()))
        .arg(numbers.milliseconds(double(all.count())));
}

// The interval of the ledger: as if each overload was met by one call.
QString habitInterval(const PolicyAnswer& policy, const std::vector<stats::Burst>& bursts,
                      const Numbers& numbers)
{
    std::vector<double> lengths;
    for (const stats::Burst& burst : bursts) {
        lengths.push_back(double((burst.end.middle() - burst.start.middle()).count()));
    }
    const auto ends =
        clusteredShare(policy.outcome.leastShare(), policy.outcome.mostShare(), lengths);
    return ends ? wholeInterval(ends->low, ends->high, numbers) : u"—"_s;
}

TableContent::Row habitRow(const PolicyAnswer& policy, const Advice& advice, const Numbers& numbers)
{
    const stats::RetryOutcome& outcome = policy.outcome;
    const auto attempts = outcome.meanAttempts();
    const auto wait = outcome.waitQuantile(0.5);
    return {
        .key = policy.client,
        .cells = {
            plain(policy.client, CellWeight::Strong),
            plain(habitText(policy.client, numbers), CellWeight::Quiet),
            plain(between(outcome.leastShare(), outcome.mostShare(), numbers), CellWeight::Strong),
            plain(habitInterval(policy, advice.bursts.bursts, numbers), CellWeight::Quiet),
            plain(attempts ? QLocale().toString(*attempts, 'f', 1) : u"—"_s),
            plain(wait ? numbers.milliseconds(double(wait->count())) : u"—"_s)}};
}

TableContent::Row switchRow(const Fallback& other, const Numbers& numbers)
{
    const stats::Proportion& answered = other.answered;
    return {.key = other.model,
            .cells = {plain(Text::tr("Another model at once"), CellWeight::Strong),
                      plain(Text::tr("to %1").arg(other.displayName), CellWeight::Quiet),
                      plain(numbers.wholePercent(answered.value), CellWeight::Strong),
                      plain(wholeInterval(answered.low, answered.high, numbers), CellWeight::Quiet),
                      plain(QLocale().toString(2.0, 'f', 1)), plain(u"—"_s)}};
}

Cell pairCell(const Advice& overloaded, const Advice& other, const Numbers& numbers)
{
    if (overloaded.subject() == other.subject()) {
        return plain(u"·"_s, CellWeight::Quiet);
    }
    const auto pair = std::ranges::find_if(overloaded.others, [&](const Fallback& fallback) {
        return fallback.model == other.model && overloaded.organization == other.organization;
    });
    if (pair == overloaded.others.end()) {
        return plain(u"—"_s, CellWeight::Quiet);
    }
    if (pair->answered.n < leastPairs) {
        return plain(Text::tr("too few"), CellWeight::Quiet);
    }
    return plain(Text::tr("%1 of %2")
                     .arg(numbers.wholePercent(pair->answered.value),
                          numbers.count(qint64(pair->answered.n))));
}

} // namespace

TableContent waitTable(const Advice& advice, const Format& format)
{
    TableContent content;
    content.columns = {{Text::tr("Free again within"), Qt::AlignLeft},
                       {Text::tr("Chance"), Qt::AlignRight},
                       {Text::tr("95 % interval"), Qt::AlignRight}};
    const auto chances = chancesWithin(advice, waits);
    for (std::size_t i = 0; i < waits.size(); ++i) {
        QString chance = Text::tr("too few");
        QString interval = u"—"_s;
        if (i < chances.size()) {
            const auto& over = chances[i].over;
            chance = over ? format.numbers.wholePercent(over->value) : Text::tr("not known");
            interval = over ? wholeInterval(over->low, over->high, format.numbers) : u"—"_s;
        }
        content.rows.push_back(
            {.key = QString::number(waits[i].count()),
             .cells = {plain(format.numbers.duration(waits[i])), plain(chance, CellWeight::Strong),
                       plain(interval, CellWeight::Quiet)}});
    }
    return content;
}

TableContent habitTable(const Advice& advice, const Format& format)
{
    TableContent content;
    content.columns = {
        {Text::tr("Habit"), Qt::AlignLeft},        {Text::tr("What it does"), Qt::AlignLeft},
        {Text::tr("Got through"), Qt::AlignRight}, {Text::tr("95 % interval"), Qt::AlignRight},
        {Text::tr("Requests"), Qt::AlignRight},    {Text::tr("Median wait"), Qt::AlignRight}};
    for (const PolicyAnswer& policy : advice.bursts.policies) {
        content.rows.push_back(habitRow(policy, advice, format.numbers));
    }
    if (const Fallback* other = advice.other()) {
        content.rows.push_back(switchRow(*other, format.numbers));
    }
    return content;
}

TableContent fallbackTable(const std::vector<Advice>& all, const Format& format)
{
    TableContent content;
    content.columns = {{Text::tr("Overloaded"), Qt::AlignLeft}};
    for (const Advice& other : all) {
        content.columns.push_back({other.displayName, Qt::AlignRight});
    }
    for (const Advice& overloaded : all) {
        TableContent::Row row {.key = overloaded.subject(),
                               .cells = {plain(overloaded.displayName, CellWeight::Strong)}};
        for (const Advice& other : all) {
            row.cells.push_back(pairCell(overloaded, other, format.numbers));
        }
        content.rows.push_back(std::move(row));
    }
    return content;
}

} // namespace plimsoll
