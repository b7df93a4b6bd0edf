// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/observation.h"

namespace plimsoll::test {

// Observations for tests: a plain success unless told otherwise.
class ObservationBuilder
{
public:
    explicit ObservationBuilder(const QString& model = QStringLiteral("claude-opus-4-7"),
                                ProbeKind kind = ProbeKind::Admission)
    {
        m_made.target = {.model = model, .kind = kind};
        m_made.at = fromEpochMs(1'777'809'600'000); // 2026-05-03T12:00:00Z, a Sunday
        m_made.httpStatus = 200;
    }

    ObservationBuilder& at(TimePoint at)
    {
        m_made.at = at;
        return *this;
    }
    ObservationBuilder& at(qint64 epochMs) { return at(fromEpochMs(epochMs)); }
    ObservationBuilder& outcome(Outcome outcome, int httpStatus)
    {
        m_made.outcome = outcome;
        m_made.httpStatus = httpStatus;
        return *this;
    }
    // HTTP 529 as the service sends it.
    ObservationBuilder& overloaded()
    {
        m_made.errorType = QStringLiteral("overloaded_error");
        m_made.detail = QStringLiteral("Overloaded");
        m_made.bodyExcerpt = R"({"type":"error","error":{"type":"overloaded_error"}})";
        return outcome(Outcome::OverloadedHttp, 529);
    }
    ObservationBuilder& latency(Micros firstByte, Micros firstToken, Micros total)
    {
        m_made.timing.firstByte = firstByte;
        m_made.timing.firstToken = firstToken;
        m_made.timing.total = total;
        return *this;
    }
    ObservationBuilder& tokenGaps(std::vector<Micros> gaps)
    {
        m_made.timing.tokenGaps = std::move(gaps);
        return *this;
    }
    ObservationBuilder& usage(qint64 input, qint64 output, qint64 costNanoUsd)
    {
        m_made.usage.input = input;
        m_made.usage.output = output;
        m_made.costNanoUsd = costNanoUsd;
        return *this;
    }
    ObservationBuilder& limit(LimitKind kind, qint64 limit, std::optional<qint64> remaining = {},
                              std::optional<TimePoint> reset = {})
    {
        m_made.limits[kind] = {.limit = limit, .remaining = remaining, .reset = reset};
        return *this;
    }
    ObservationBuilder& headers(HeaderList headers)
    {
        m_made.headers = std::move(headers);
        return *this;
    }
    ObservationBuilder& requestId(const QString& id)
    {
        m_made.requestId = id;
        return *this;
    }

    const Observation& make() const { return m_made; }
    operator const Observation&() const { return m_made; } // NOLINT(google-explicit-constructor)

private:
    Observation m_made;
};

} // namespace plimsoll::test
