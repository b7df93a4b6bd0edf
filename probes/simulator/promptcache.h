// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/simulator/prompt.h"

#include <chrono>
#include <map>
#include <vector>

namespace plimsoll::simulator {

struct CacheUse
{
    qint64 read = 0; // tokens
    qint64 written = 0;
};

// The prompt cache of the service: exact prefixes, kept for a while after their last use. A prefix
// shorter than the minimum is neither kept nor found. Pure: the time is an argument.
class PromptCache
{
public:
    using Moment = std::chrono::nanoseconds; // monotonic

    // What a request would read now.
    qint64 readable(const std::vector<CachePoint>& points, qint64 minimum, Moment now) const;
    // Reads, and writes what was not there; others find it once the answer has begun.
    CacheUse use(const std::vector<CachePoint>& points, qint64 minimum, Moment now,
                 Moment answerBegins);
    std::size_t size() const { return m_entries.size(); }

private:
    struct Entry
    {
        Moment from {0};
        Moment until {0};
    };

    const CachePoint* longestHit(const std::vector<CachePoint>& points, qint64 minimum,
                                 Moment now) const;
    void forget(Moment now);

    std::map<QByteArray, Entry> m_entries; // by digest
};

} // namespace plimsoll::simulator
