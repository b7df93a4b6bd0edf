// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/store.h"

namespace plimsoll::test {

// Opens, and fails at every question.
class BrokenStore final : public StoreReader
{
public:
    Result<void> beginSnapshot() override { return {}; }
    void endSnapshot() override { }
    Result<StoreInfo> info() const override { return trouble(); }
    Result<StoreHealth> health() const override { return trouble(); }
    Result<std::vector<Origin>> origins() const override { return trouble(); }
    Result<std::vector<TargetId>> targets() const override { return trouble(); }
    Result<void> rollups(const TargetId&, Level, TimeRange, Figures,
                         const VisitRollup&) const override
    {
        return trouble();
    }
    Result<void> samples(const SampleQuestion&, const VisitSamples&) const override
    {
        return trouble();
    }
    void setGivenUp(GivenUp) override { }
    Result<void> observations(const RowFilter&, const Visit&) const override { return trouble(); }
    Result<qint64> countObservations(const RowFilter&) const override { return trouble(); }
    Result<std::vector<LimitSpan>> limitSpans() const override { return trouble(); }
    Result<std::vector<LimitNow>> limitsNow() const override { return trouble(); }
    Result<std::vector<Event>> events(TimeRange) const override { return trouble(); }
    Result<std::vector<Gap>> gaps(TimeRange) const override { return trouble(); }
    Result<std::vector<Memory>> memories(const QString&) const override { return trouble(); }

private:
    static Error trouble() { return {Error::Code::Io, QStringLiteral("The disk is gone.")}; }
};

} // namespace plimsoll::test
