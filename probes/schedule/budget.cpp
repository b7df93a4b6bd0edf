// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/budget.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

QString dollars(qint64 nanoUsd)
{
    return QString::number(double(nanoUsd) * 1e-9, 'f', 6);
}

// Whole nano-dollars are compared: 0.1 has no exact double.
std::optional<Refusal> over(const std::optional<double>& ceilingUsd, qint64 spent, qint64 nanoUsd,
                            const QString& span)
{
    if (!ceilingUsd || spent + nanoUsd <= std::llround(*ceilingUsd * 1e9)) {
        return std::nullopt;
    }
    return Refusal {
        u"the budget of %1 USD for this UTC %2 is spent: %3 USD so far, and this probe may cost "
        "up to %4 USD"_s.arg(QString::number(*ceilingUsd), span, dollars(spent), dollars(nanoUsd)),
        GapReason::Budget};
}

} // namespace

Budget::Budget(const BudgetSettings& settings, Spending spent, TimePoint now)
    : m_settings(settings)
    , m_ledger(spent, now)
{
}

std::optional<Refusal> Budget::refusal(qint64 nanoUsd, const Instant& now)
{
    const Spending spent = m_ledger.spentAt(now.wall);
    if (nanoUsd > 0) {
        if (auto day = over(m_settings.usdPerDay, spent.dayNanoUsd, nanoUsd, u"day"_s)) {
            return day;
        }
        if (auto month = over(m_settings.usdPerMonth, spent.monthNanoUsd, nanoUsd, u"month"_s)) {
            return month;
        }
    }
    while (!m_sent.empty() && now.elapsed - m_sent.front() >= std::chrono::minutes(1)) {
        m_sent.pop_front();
    }
    if (std::ssize(m_sent) >= m_settings.requestsPerMinute) {
        return Refusal {
            u"the budget of %1 requests a minute is used up"_s.arg(m_settings.requestsPerMinute)};
    }
    return std::nullopt;
}

Booking Budget::reserve(qint64 nanoUsd, const Instant& now)
{
    m_sent.push_back(now.elapsed);
    return m_ledger.add(nanoUsd, now.wall);
}

} // namespace plimsoll
