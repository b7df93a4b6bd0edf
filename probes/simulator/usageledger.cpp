// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/usageledger.h"

namespace plimsoll::simulator {

namespace {
constexpr std::chrono::days kept {31};
} // namespace

UsedTokens& UsedTokens::operator+=(const UsedTokens& other)
{
    input += other.input;
    cacheWritten += other.cacheWritten;
    cacheRead += other.cacheRead;
    output += other.output;
    nanoUsd += other.nanoUsd;
    return *this;
}

void UsageLedger::add(const Exchange& exchange, const Catalogue& catalogue, TimePoint at)
{
    const MessageRequest& request = exchange.request;
    const Usage usage {request.inputTokens, exchange.billedOutput(), request.cacheWritten,
                       request.cacheRead};
    const UsedTokens used {request.inputTokens, request.cacheWritten, request.cacheRead,
                           exchange.billedOutput(),
                           catalogue.costNanoUsd(request.model, usage, at).value_or(0)};
    const TimePoint minute = std::chrono::floor<std::chrono::minutes>(at);
    m_minutes[{minute, request.model}] += used;
    m_minutes.erase(m_minutes.begin(), m_minutes.lower_bound({minute - kept, QString()}));
}

std::map<QString, UsedTokens> UsageLedger::byModel(TimeRange range) const
{
    std::map<QString, UsedTokens> sums;
    const auto end = m_minutes.lower_bound({range.to, QString()});
    for (auto it = m_minutes.lower_bound({range.from, QString()}); it != end; ++it) {
        sums[it->first.second] += it->second;
    }
    return sums;
}

} // namespace plimsoll::simulator
