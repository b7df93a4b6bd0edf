// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/budget.h"

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

std::chrono::sys_days dayOf(TimePoint t)
{
    return std::chrono::floor<std::chrono::days>(t);
}

std::chrono::sys_days monthOf(TimePoint t)
{
    const std::chrono::year_month_day date(dayOf(t));
    return date.year() / date.month() / 1;
}

bool exceeds(qint64 nanoUsd, const std::optional<double>& ceilingUsd)
{
    return ceilingUsd && double(nanoUsd) * 1e-9 > *ceilingUsd;
}

} // namespace

SpendingLedger::SpendingLedger(Spending spent, TimePoint now)
    : m_day(dayOf(now))
    , m_month(monthOf(now))
    , m_spent(spent)
{
}

void SpendingLedger::add(qint64 nanoUsd, TimePoint at)
{
    turn(at);
    if (dayOf(at) == m_day) {
        m_spent.dayNanoUsd += nanoUsd;
    }
    if (monthOf(at) == m_month) {
        m_spent.monthNanoUsd += nanoUsd;
    }
}

Spending SpendingLedger::spentAt(TimePoint now)
{
    turn(now);
    return m_spent;
}

void SpendingLedger::turn(TimePoint now)
{
    if (dayOf(now) > m_day) {
        m_day = dayOf(now);
        m_spent.dayNanoUsd = 0;
    }
    if (monthOf(now) > m_month) {
        m_month = monthOf(now);
        m_spent.monthNanoUsd = 0;
    }
}

Budget::Budget(const BudgetSettings& settings, Spending spent, TimePoint now)
    : m_settings(settings)
    , m_ledger(spent, now)
{
}

std::optional<QString> Budget::refusal(qint64 nanoUsd, TimePoint now, Elapsed elapsed)
{
    const Spending spent = m_ledger.spentAt(now);
    if (nanoUsd > 0 && exceeds(spent.dayNanoUsd + nanoUsd, m_settings.usdPerDay)) {
        return u"the budget of %1 USD for this UTC day is spent"_s.arg(*m_settings.usdPerDay);
    }
    if (nanoUsd > 0 && exceeds(spent.monthNanoUsd + nanoUsd, m_settings.usdPerMonth)) {
        return u"the budget of %1 USD for this UTC month is spent"_s.arg(*m_settings.usdPerMonth);
    }
    while (!m_sent.empty() && elapsed - m_sent.front() >= std::chrono::minutes(1)) {
        m_sent.pop_front();
    }
    if (std::ssize(m_sent) >= m_settings.requestsPerMinute) {
        return u"the budget of %1 requests a minute is used up"_s.arg(m_settings.requestsPerMinute);
    }
    return std::nullopt;
}

void Budget::reserve(qint64 nanoUsd, TimePoint now, Elapsed elapsed)
{
    m_ledger.add(nanoUsd, now);
    m_sent.push_back(elapsed);
}

void Budget::settle(qint64 reservedNanoUsd, const Observation& observation)
{
    const bool unbilled = observation.httpStatus != 0 && observation.httpStatus != 200;
    const qint64 cost = observation.costNanoUsd.value_or(unbilled ? 0 : reservedNanoUsd);
    m_ledger.add(cost - reservedNanoUsd, observation.at);
}

} // namespace plimsoll
