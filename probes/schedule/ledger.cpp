// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/ledger.h"

#include <algorithm>

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

qint64 sumOf(const std::map<std::chrono::sys_days, qint64>& sums, std::chrono::sys_days day)
{
    const auto it = sums.find(day);
    return it == sums.end() ? 0 : it->second;
}

} // namespace

SpendingLedger::SpendingLedger(Spending spent, TimePoint now)
    : m_days {{dayOf(now), spent.dayNanoUsd}}
    , m_months {{monthOf(now), spent.monthNanoUsd}}
    , m_newest(now)
{
}

Booking SpendingLedger::add(qint64 nanoUsd, TimePoint at)
{
    see(at);
    put(nanoUsd, at, m_newest);
    return {nanoUsd, at, m_newest};
}

void SpendingLedger::correct(const Booking& booking, qint64 trueNanoUsd)
{
    put(trueNanoUsd - booking.nanoUsd, booking.at, booking.newest);
}

Spending SpendingLedger::spentAt(TimePoint now)
{
    see(now);
    return {std::max(sumOf(m_days, dayOf(now)), sumOf(m_days, dayOf(m_newest))),
            std::max(sumOf(m_months, monthOf(now)), sumOf(m_months, monthOf(m_newest)))};
}

void SpendingLedger::see(TimePoint now)
{
    constexpr std::chrono::hours wrong {36};
    if (now > m_newest || m_newest - now > wrong) {
        m_newest = now;
    }
}

void SpendingLedger::put(qint64 nanoUsd, TimePoint at, TimePoint newest)
{
    m_days[dayOf(at)] += nanoUsd;
    if (dayOf(newest) != dayOf(at)) {
        m_days[dayOf(newest)] += nanoUsd;
    }
    m_months[monthOf(at)] += nanoUsd;
    if (monthOf(newest) != monthOf(at)) {
        m_months[monthOf(newest)] += nanoUsd;
    }
}

} // namespace plimsoll
