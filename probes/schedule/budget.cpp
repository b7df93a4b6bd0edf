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

} // namespace

Budget::Budget(BudgetSettings settings, qint64 spentNanoUsd, TimePoint now)
    : m_settings(settings)
    , m_day(dayOf(now))
    , m_spentNanoUsd(spentNanoUsd)
{
}

std::optional<QString> Budget::refusal(qint64 nanoUsd, TimePoint now, Elapsed elapsed)
{
    turnDay(now);
    if (m_settings.usdPerDay && nanoUsd > 0
        && double(m_spentNanoUsd + nanoUsd) * 1e-9 > *m_settings.usdPerDay) {
        return u"the budget of %1 USD for this UTC day is spent"_s.arg(*m_settings.usdPerDay);
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
    turnDay(now);
    m_spentNanoUsd += nanoUsd;
    m_sent.push_back(elapsed);
}

void Budget::settle(qint64 reservedNanoUsd, const Observation& observation)
{
    if (dayOf(observation.at) != m_day) {
        return;
    }
    const bool unbilled = observation.httpStatus != 0 && observation.httpStatus != 200;
    m_spentNanoUsd +=
        observation.costNanoUsd.value_or(unbilled ? 0 : reservedNanoUsd) - reservedNanoUsd;
}

// Only forwards: a clock that is set back must not open the budget a second time.
void Budget::turnDay(TimePoint now)
{
    if (dayOf(now) > m_day) {
        m_day = dayOf(now);
        m_spentNanoUsd = 0;
    }
}

} // namespace plimsoll
