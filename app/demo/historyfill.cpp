// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/historyfill.h"

#include "app/config/settings.h"
#include "probes/simulator/history.h"

#include <algorithm>

namespace plimsoll {

using namespace std::chrono_literals;

namespace {

constexpr std::size_t batchSize = 20'000;

// Gathers observations and commits them in batches.
class Filler
{
public:
    Filler(TimeRange whole, StoreWriter& writer, const std::function<bool(double)>& progress)
        : m_whole(whole)
        , m_writer(writer)
        , m_progress(progress)
    {
    }

    bool take(Observation&& observation)
    {
        m_batch.observations.push_back(std::move(observation));
        return m_batch.observations.size() < batchSize || commit();
    }

    bool commit()
    {
        if (m_batch.isEmpty()) {
            return true;
        }
        const TimePoint reached =
            m_batch.observations.empty() ? m_whole.from : m_batch.observations.back().at;
        const auto receipt = m_writer.append(m_batch);
        if (!receipt) {
            m_error = receipt.error();
            return false;
        }
        m_written += receipt->count;
        m_batch = {};
        m_goesOn = m_progress(double((reached - m_whole.from).count())
                              / double(std::max<qint64>(1, m_whole.length().count())));
        return m_goesOn;
    }

    // Events and announced gaps of the scenario within the span.
    bool commitMarks(const simulator::Scenario& scenario)
    {
        std::ranges::copy_if(scenario.events, std::back_inserter(m_batch.events),
                             [this](const Event& event) { return m_whole.contains(event.at); });
        std::ranges::copy_if(
            scenario.gaps, std::back_inserter(m_batch.gaps), [this](const Gap& gap) {
                return m_whole.contains(gap.range.from) && gap.range.to <= m_whole.to;
            });
        return commit();
    }

    bool goesOn() const { return m_goesOn && !m_error; }
    Result<qint64> result() const
    {
        return m_error ? Result<qint64>(*m_error) : Result<qint64>(m_written);
    }

private:
    TimeRange m_whole;
    StoreWriter& m_writer;
    const std::function<bool(double)>& m_progress;
    Batch m_batch;
    qint64 m_written = 0;
    bool m_goesOn = true;
    std::optional<Error> m_error;
};

struct Span
{
    TimeRange range;
    std::chrono::milliseconds every;
};

} // namespace

std::vector<Target> scenarioTargets(const simulator::Scenario& scenario)
{
    std::vector<Target> targets;
    for (const auto& from : scenario.behaviours) {
        Target target;
        target.id = {.model = from.behaviour.model, .kind = ProbeKind::Admission};
        if (std::ranges::find(targets, target.id, &Target::id) == targets.end()) {
            targets.push_back(target);
        }
    }
    for (const Target& usual : defaultTargets()) {
        const TargetId admission {.model = usual.id.model, .kind = ProbeKind::Admission};
        if (usual.id.kind == ProbeKind::Generation
            && std::ranges::find(targets, admission, &Target::id) != targets.end()) {
            targets.push_back(usual);
        }
    }
    return targets;
}

Result<qint64> fillHistory(const FillPlan& plan, const Catalogue& catalogue, StoreWriter& writer,
                           const std::function<bool(double)>& progress)
{
    Filler filler(plan.range, writer, progress);
    if (!filler.commitMarks(plan.scenario)) {
        return filler.result();
    }
    const TimePoint dense = std::clamp(plan.denseFrom, plan.range.from, plan.range.to);
    const std::array spans {Span {{plan.range.from, dense}, 5min},
                            Span {{dense, plan.range.to}, 1min}};
    for (const Span& span : spans) {
        if (span.range.isEmpty() || !filler.goesOn()) {
            continue;
        }
        simulator::HistoryPlan history {.scenario = plan.scenario,
                                        .seed = plan.seed,
                                        .range = span.range,
                                        .targets = scenarioTargets(plan.scenario)};
        for (Target& target : history.targets) {
            if (target.id.kind == ProbeKind::Admission) {
                target.every = span.every;
            }
        }
        simulator::generateHistory(history, catalogue, [&filler](Observation&& observation) {
            return filler.take(std::move(observation));
        });
    }
    if (filler.goesOn() && filler.commit()) { // a failure is in the result
        if (const auto done = writer.maintainAll(plan.range.to); !done) {
            return done.error();
        }
    }
    return filler.result();
}

} // namespace plimsoll
