// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/claims/claimrow.h"

#include "app/config/nearest.h"
#include "storage/stats/retrypolicy.h"

#include <array>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

struct KeyName
{
    ClaimKey key;
    const char16_t* name;
};

constexpr std::array keyNames {
    KeyName {ClaimKey::Model, u"model"},   KeyName {ClaimKey::Other, u"other"},
    KeyName {ClaimKey::Pool, u"pool"},     KeyName {ClaimKey::Limit, u"limit"},
    KeyName {ClaimKey::Event, u"event"},   KeyName {ClaimKey::Window, u"from"},
    KeyName {ClaimKey::Window, u"until"},  KeyName {ClaimKey::Wait, u"wait"},
    KeyName {ClaimKey::Client, u"client"}, KeyName {ClaimKey::Old, u"old"},
    KeyName {ClaimKey::Strict, u"strict"}, KeyName {ClaimKey::CountedAs, u"counted_as"}};

void mistaken(TableReader& row, const QString& key, const QString& what)
{
    row.problem(row.line(key), u"%1 in %2 %3."_s.arg(key, row.name(), what));
}

QString needed(TableReader& row, const QString& key)
{
    const auto text = row.text(key);
    if (!row.has(key)) {
        row.problem(row.line(), u"%1 lacks \"%2\"."_s.arg(row.name(), key));
    } else if (text && text->trimmed().isEmpty()) {
        mistaken(row, key, u"is empty"_s);
    }
    return text.value_or(QString());
}

QString oneOf(const QStringList& choices)
{
    return u"; it is one of %1"_s.arg(choices.join(u", "_s));
}

// A word of a fixed list.
template<typename Value>
std::optional<Value> word(TableReader& row, const QString& key, const QStringList& choices,
                          std::optional<Value> (*fromName)(QStringView))
{
    const auto text = row.text(key);
    const auto value = text ? fromName(*text) : std::nullopt;
    if (text && !value) {
        QString help = suggestion(*text, choices);
        help = help.isEmpty() ? QString(oneOf(choices) + u'.') : QString(u'.' + help);
        row.problem(
            row.line(key),
            u"%1 in %2 is \"%3\", which this version does not know"_s.arg(key, row.name(), *text)
                + help);
    }
    return value;
}

QStringList limitNames()
{
    QStringList names;
    for (const LimitKind kind : limitKinds) {
        names << name(kind);
    }
    return names;
}

void demandKeys(TableReader& row, const Claim& claim)
{
    const MetricTraits& traits = traitsOf(claim.metric);
    for (const KeyName& known : keyNames) {
        const QString key = QString::fromUtf16(known.name);
        const bool isThere = row.has(key);
        if (!isThere && traits.needs.testFlag(known.key)) {
            row.problem(
                row.line(),
                u"%1 lacks \"%2\", which the metric %3 needs."_s.arg(row.name(), key, traits.name));
        }
        if (isThere && !(traits.needs | traits.takes).testFlag(known.key)) {
            mistaken(row, key, u"is of no use to the metric %1"_s.arg(traits.name));
        }
    }
}

bool fits(ClaimUnit unit, double value)
{
    switch (unit) {
    case ClaimUnit::Share:
        return value >= 0 && value <= 1;
    case ClaimUnit::Points:
        return value >= -1 && value <= 1;
    case ClaimUnit::Ratio:
    case ClaimUnit::PerMinute:
        return value > 0;
    case ClaimUnit::Days:
    case ClaimUnit::Nothing:
        break;
    }
    return true;
}

QString rangeText(ClaimUnit unit)
{
    return unit == ClaimUnit::Share ? u"must lie between 0 and 1: 0.01 is 1 %"_s
        : unit == ClaimUnit::Points ? u"must lie between -1 and 1: 0.01 is a point"_s
                                    : u"must be above 0"_s;
}

std::optional<double> readValue(TableReader& row, const QString& key, ClaimUnit unit)
{
    const auto value = row.number(key);
    if (value && !fits(unit, *value)) {
        mistaken(row, key, rangeText(unit));
    }
    return value;
}

void readTest(TableReader& row, Claim& claim)
{
    const ClaimUnit unit = traitsOf(claim.metric).unit;
    const QStringList tests {u"below"_s, u"at_least"_s, u"about"_s};
    for (const QString& key : {u"test"_s, u"value"_s}) {
        if (!row.has(key)) {
            row.problem(row.line(), u"%1 lacks \"%2\"."_s.arg(row.name(), key));
        }
    }
    claim.test = word(row, u"test"_s, tests, claimTestFromName).value_or(ClaimTest::Below);
    claim.value = readValue(row, u"value"_s, unit).value_or(0);
    claim.strict = readValue(row, u"strict"_s, unit);
    claim.old = readValue(row, u"old"_s, ClaimUnit::PerMinute);
    claim.tolerance = row.number(u"tolerance"_s);
    if (claim.tolerance && (*claim.tolerance <= 0 || *claim.tolerance >= 1)) {
        mistaken(row, u"tolerance"_s, u"is a share of the value, above 0 and below 1"_s);
    }
    if (claim.test == ClaimTest::About && !row.has(u"tolerance"_s)) {
        row.problem(row.line(),
                    u"%1 lacks \"tolerance\": how far from the value is still about "
                    "it, as a share of it."_s.arg(row.name()));
    }
    if (claim.test != ClaimTest::About && row.has(u"tolerance"_s)) {
        mistaken(row, u"tolerance"_s, u"is of use to the test about alone"_s);
    }
    const QStringList ways {u"both"_s, u"support"_s, u"refute"_s};
    claim.conclusive =
        word(row, u"conclusive"_s, ways, conclusiveFromName).value_or(Conclusive::BothWays);
}

void readClient(TableReader& row, Claim& claim)
{
    QStringList known;
    for (const stats::RetryPolicy& policy : stats::knownRetryPolicies()) {
        known << QString::fromUtf8(policy.name.data(), qsizetype(policy.name.size()));
    }
    claim.client = row.text(u"client"_s).value_or(QString());
    if (!claim.client.isEmpty() && !known.contains(claim.client)) {
        mistaken(row, u"client"_s,
                 u"is \"%1\", whose retries are not known"_s.arg(claim.client) + oneOf(known));
    }
}

void readSubject(TableReader& row, Claim& claim)
{
    claim.model = row.text(u"model"_s).value_or(QString());
    claim.other = row.text(u"other"_s).value_or(QString());
    claim.pool = row.text(u"pool"_s).value_or(QString());
    claim.limit = word(row, u"limit"_s, limitNames(), limitKindFromName);
    claim.countedAs = word(row, u"counted_as"_s, limitNames(), limitKindFromName);
    claim.event = row.moment(u"event"_s);
    claim.from = row.moment(u"from"_s);
    claim.until = row.moment(u"until"_s);
    if (claim.from && claim.until && *claim.until <= *claim.from) {
        mistaken(row, u"until"_s, u"must be later than from"_s);
    }
    claim.wait = row.duration(u"wait"_s);
    if (claim.wait && claim.wait->count() <= 0) {
        mistaken(row, u"wait"_s, u"must be longer than nothing"_s);
    }
    readClient(row, claim);
}

} // namespace

Claim readClaim(TableReader& row)
{
    Claim claim {.id = needed(row, u"id"_s)};
    claim.source = row.text(u"source"_s).value_or(QString());
    claim.statement = needed(row, u"statement"_s);
    claim.figure = row.text(u"figure"_s).value_or(QString());
    const QStringList observables {u"yes"_s, u"partly"_s, u"no"_s};
    claim.observable =
        word(row, u"observable"_s, observables, observableFromName).value_or(Observable::Yes);
    claim.why = row.text(u"why"_s).value_or(QString());
    static_cast<void>(needed(row, u"metric"_s));
    const auto metric = word(row, u"metric"_s, claimMetricNames(), claimMetricFromName);
    claim.metric = metric.value_or(ClaimMetric::None);
    readSubject(row, claim);
    if (metric && *metric != ClaimMetric::None) {
        readTest(row, claim);
    }
    if (metric) {
        demandKeys(row, claim);
        if (*metric == ClaimMetric::None && claim.observable == Observable::Yes) {
            mistaken(row, u"metric"_s, u"is none, so observable must be \"partly\" or \"no\""_s);
        }
    } else {
        for (const auto* key :
             {u"test", u"value", u"strict", u"old", u"tolerance", u"conclusive"}) {
            static_cast<void>(row.has(QString::fromUtf16(key))); // without a metric none is wrong
        }
    }
    if (claim.observable != Observable::Yes && claim.why.trimmed().isEmpty()) {
        row.problem(row.line(),
                    u"%1 lacks \"why\": what of it cannot be observed."_s.arg(row.name()));
    }
    row.finish();
    return claim;
}

} // namespace plimsoll
