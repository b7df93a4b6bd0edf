// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/verdict.h"
#include "storage/report/headroomreport.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

using namespace Qt::StringLiterals;

constexpr double rounding = 1e-9; // relative: 24.999999999999996 is 25

// Whole where that says enough.
int decimals(double value)
{
    if (value >= 100 || std::abs(value - std::round(value)) <= value * rounding) {
        return 0;
    }
    return value >= 10 ? 1 : value >= 0.1 ? 2 : 4;
}

QString number(double value)
{
    return QLocale(QLocale::English).toString(value, 'f', decimals(value));
}

// What is carried is not rounded up, and what must be kept apart not down.
QString atMost(double value)
{
    const double unit = std::pow(10, -decimals(value));
    return number(std::floor(value * (1 + rounding) / unit) * unit);
}

QString atLeast(double value)
{
    const double unit = std::pow(10, -decimals(value));
    return number(std::ceil(value * (1 - rounding) / unit) * unit);
}

QString percent(double share)
{
    return QLocale(QLocale::English).toString(share * 100, 'f', 1) + u" %"_s;
}

// A share that must be reached is never rounded below itself.
QString leastPercent(double share)
{
    return percent(std::ceil(share * 1000 - 1e-6) / 1000);
}

QString agentsText(double agents)
{
    return atMost(agents) + (agents == 1 ? u" agent"_s : u" agents"_s);
}

QString callsText(double calls)
{
    return number(calls) + (calls == 1 ? u" call"_s : u" calls"_s);
}

QString label(stats::MinuteLimit limit)
{
    switch (limit) {
    case stats::MinuteLimit::Requests:
        return u"requests"_s;
    case stats::MinuteLimit::InputTokens:
        return u"input tokens"_s;
    case stats::MinuteLimit::OutputTokens:
        break;
    }
    return u"output tokens"_s;
}

// The first and the last column to the left, the others to the right, two blanks between.
QString aligned(const std::vector<QStringList>& rows)
{
    QList<qsizetype> widths;
    for (const QStringList& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (qsizetype i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], row[i].size());
        }
    }
    QString text;
    for (const QStringList& row : rows) {
        QString line = u"  "_s + row.front().leftJustified(widths.front());
        for (qsizetype i = 1; i + 1 < row.size(); ++i) {
            line += u"  "_s + row[i].rightJustified(widths[i]);
        }
        text += line + u"  "_s + row.back() + u'\n';
    }
    return text;
}

QString workloadText(const stats::Workload& load)
{
    return u"%1, %2 a minute%3, of %4 input tokens (%5 of them from the prompt cache) and %6 "
           "output tokens.\n\n"_s.arg(agentsText(load.agents), callsText(load.callsPerMinute),
                                      load.agents == 1 ? QString() : u" each"_s,
                                      number(load.contextTokens), percent(load.cachedShare),
                                      number(load.outputTokens));
}

QString headText(const PoolHeadroom& pool)
{
    return pool.isMeasured()
        ? pool.displayName() + u", limits as told by answers\n"_s
        : u"%1, %2 of the tables of %3\n"_s.arg(pool.displayName(), pool.tier, pool.tables);
}

QString tooLargeText(const stats::LimitUse& use)
{
    return u"one call alone takes %1 %2, and a minute's limit is %3"_s.arg(
        number(use.perCall), label(use.limit), number(use.perMinute));
}

QString fitsText(const stats::Headroom& answer, double agents)
{
    if (answer.fits()) {
        return agents == 1 ? u" fits: "_s : u" fit: "_s;
    }
    return agents == 1 ? u" does not fit: "_s : u" do not fit: "_s;
}

QString verdictText(const stats::Headroom& answer, const stats::Workload& load)
{
    if (answer.limits.empty()) {
        return u"  no limit is known\n"_s;
    }
    const QString text = u"  "_s + agentsText(load.agents) + fitsText(answer, load.agents);
    const auto tooLarge = std::ranges::find_if(answer.limits, &stats::LimitUse::callTooLarge);
    if (tooLarge != answer.limits.end()) {
        return text + tooLargeText(*tooLarge) + u'\n';
    }
    if (!answer.first || !answer.agents) {
        return text + u"nothing is taken\n"_s;
    }
    const double whole = answer.wholeAgents().value_or(0);
    return text
        + u"%1 break first, above %2\n"_s.arg(label(answer.first->limit),
                                              agentsText(whole > 0 ? whole : *answer.agents));
}

QString limitsText(const PoolHeadroom& pool, const stats::Workload& load, TimePoint now)
{
    std::vector<QStringList> rows {
        {u"limit"_s, u"per minute"_s, u"a call takes"_s, u"all take"_s, u"use"_s, u"carries"_s}};
    if (pool.isMeasured()) {
        rows.front() << u"told"_s;
    }
    for (const stats::LimitUse& use : pool.answer->limits) {
        rows.push_back({label(use.limit), number(use.perMinute), number(use.perCall),
                        number(use.perCall * load.callsPerMinute * load.agents), percent(use.use),
                        use.agents ? agentsText(*use.agents) : u"no end"_s});
        if (pool.isMeasured()) {
            const auto& told = pool.toldAt[std::size_t(use.limit)];
            rows.back() << (told ? approximateAge(now - *told) + u" ago"_s : u"unknown"_s);
        }
    }
    return aligned(rows);
}

QString cacheText(const PoolHeadroom& pool, const stats::Workload& load)
{
    const stats::Headroom& answer = *pool.answer;
    if (pool.limits.countsCacheReads) {
        return u"  What is read from the prompt cache counts as input of this pool.\n"_s;
    }
    if (!answer.agentsUncached || !answer.agents || !answer.agentsCached) {
        return {};
    }
    QString text =
        u"  Without the prompt cache %1, with %2 of the input from it %3, with all of it %4."_s.arg(
            agentsText(*answer.agentsUncached), percent(load.cachedShare),
            agentsText(*answer.agents), agentsText(*answer.agentsCached));
    if (!answer.cachedShareNeeded) {
        return text + u" No share of it makes this workload fit.\n"_s;
    }
    if (*answer.cachedShareNeeded > 0) {
        text += u" From %1 on this workload fits."_s.arg(leastPercent(*answer.cachedShareNeeded));
    }
    return text + u'\n';
}

QString poolText(const PoolHeadroom& pool, const stats::Workload& load, TimePoint now)
{
    QString text = headText(pool);
    if (!pool.answer) {
        return text + u"  a limit of 0 was told: nothing fits\n\n"_s;
    }
    text += verdictText(*pool.answer, load);
    if (pool.answer->limits.empty()) {
        return text + u'\n';
    }
    text += limitsText(pool, load, now);
    text += u"  The calls of each agent must begin at least %1 s apart.\n"_s.arg(
        atLeast(pool.answer->secondsBetweenCalls));
    return text + cacheText(pool, load) + u'\n';
}

QString methodText()
{
    return u"A limit is reckoned as a bucket that holds one minute's worth and refills all the "
           u"time; "
           "agents\n"
           "call evenly spread. Input read from the prompt cache is not input of the limit (where "
           "a "
           "pool\n"
           "differs, it is said); output counts as it is produced. All models of a pool and all "
           "other "
           "work of\n"
           "the organization share its limits, and limits are maxima, not guarantees.\n"_s;
}

QStringList tableRow(const PoolHeadroom& pool)
{
    const auto limit = [](const std::optional<double>& value) {
        return value ? number(*value) : u"unknown"_s;
    };
    QStringList row {pool.tier, limit(pool.limits.requests), limit(pool.limits.inputTokens),
                     limit(pool.limits.outputTokens)};
    if (!pool.answer || pool.answer->limits.empty()) {
        return row << u"unknown"_s << u"unknown"_s << u"unknown"_s;
    }
    const stats::Headroom& answer = *pool.answer;
    row << (answer.first ? label(answer.first->limit) : u"none"_s)
        << (answer.agents ? atMost(*answer.agents) : u"no end"_s);
    return row << (answer.fits()               ? u"yes"_s
                       : answer.callTooLarge() ? u"no, one call is too large"_s
                                               : u"no"_s);
}

} // namespace

QString headroomText(const std::vector<PoolHeadroom>& pools, const stats::Workload& load,
                     TimePoint now)
{
    QString text = workloadText(load);
    for (const PoolHeadroom& pool : pools) {
        text += poolText(pool, load, now);
    }
    return text
        + (pools.empty() ? u"No limit has been told; --tier NAME takes the published ones.\n"_s
                         : methodText());
}

QString headroomTable(const std::vector<PoolHeadroom>& pools, const stats::Workload& load)
{
    QString text = workloadText(load);
    for (auto pool = pools.begin(); pool != pools.end();) {
        const auto end = std::find_if(pool, pools.end(), [&pool](const PoolHeadroom& other) {
            return other.pool != pool->pool || other.tables != pool->tables;
        });
        text += u"%1, tables of %2\n"_s.arg(pool->pool, pool->tables);
        std::vector<QStringList> rows {{u"tier"_s, u"requests"_s, u"input"_s, u"output"_s,
                                        u"breaks first"_s, u"at agents"_s, u"fits"_s}};
        for (; pool != end; ++pool) {
            rows.push_back(tableRow(*pool));
        }
        text += aligned(rows) + u'\n';
    }
    return text + methodText();
}

} // namespace plimsoll
