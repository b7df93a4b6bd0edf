// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/memorystore.h"

#include "probes/domain/catalogue.h"
#include "storage/subject.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

namespace plimsoll::test {

namespace {

constexpr const char* memoryAgent = "00000000-0000-4000-8000-000000000000";

using Key = std::tuple<QString, QString, LimitKind>; // organization, pool

bool matches(const RowFilter& filter, const Observation& row)
{
    const auto allows = [](const auto& allowed, const auto& value) {
        return allowed.empty() || std::ranges::find(allowed, value) != allowed.end();
    };
    return filter.range.contains(row.at) && allows(filter.models, subjectOf(row.target))
        && allows(filter.kinds, row.target.kind) && allows(filter.outcomes, row.outcome)
        && (!filter.beforeSeq || row.seq < *filter.beforeSeq)
        && (!filter.afterSeq || row.seq > *filter.afterSeq)
        && (!filter.seq || row.seq == *filter.seq);
}

Observation briefOf(Observation row)
{
    row.headers.clear();
    row.bodyExcerpt.clear();
    row.detail.clear();
    return row;
}

qint64 valueOf(const Observation& row, SampleField field)
{
    const auto us = [](const std::optional<Micros>& time) {
        return time ? qint64(time->count()) : SampleBlock::absent;
    };
    const auto& gaps = row.timing.tokenGaps;
    switch (field) {
    case SampleField::FirstByte:
        return us(row.timing.firstByte);
    case SampleField::FirstToken:
        return us(row.timing.firstToken);
    case SampleField::Total:
        return us(row.timing.total);
    case SampleField::TokenGapSum:
        return us(std::accumulate(gaps.begin(), gaps.end(), Micros {0}));
    case SampleField::TokenGaps:
        return qint64(gaps.size());
    case SampleField::Cost:
        return row.costNanoUsd.value_or(SampleBlock::absent);
    case SampleField::Seq:
        return row.seq;
    }
    Q_UNREACHABLE();
}

QString poolOf(const Observation& row)
{
    return Catalogue::shipped().pool(row.target.model);
}

std::vector<const Observation*> byTime(const std::vector<Observation>& rows)
{
    std::vector<const Observation*> sorted;
    for (const Observation& row : rows) {
        sorted.push_back(&row);
    }
    std::ranges::stable_sort(sorted, {}, [](const Observation* row) { return row->at; });
    return sorted;
}

} // namespace

MemoryStore::MemoryStore(QString path)
    : m_path(std::move(path))
{
}

void MemoryStore::add(Observation observation)
{
    observation.seq = qint64(m_rows.size()) + 1;
    m_rows.push_back(std::move(observation));
}

Result<Receipt> MemoryStore::append(const Batch& batch)
{
    const Receipt receipt {qint64(m_rows.size()) + 1, qint64(batch.observations.size())};
    for (const Observation& observation : batch.observations) {
        add(observation);
    }
    for (const Event& event : batch.events) {
        const bool known = !event.identity.isEmpty()
            && std::ranges::find(m_events, event.identity, &Event::identity) != m_events.end();
        if (!known) {
            m_events.push_back(event);
        }
    }
    for (const Memory& memory : batch.memories) {
        std::erase_if(m_memories, [&](const Memory& old) { return old.name == memory.name; });
        m_memories.push_back(memory);
    }
    m_gaps.insert(m_gaps.end(), batch.gaps.begin(), batch.gaps.end());
    return receipt;
}

Result<Ingest> MemoryStore::ingest(const FrozenBatch& batch)
{
    std::size_t here = 0;
    bool same = true;
    for (const Observation& observation : batch.observations()) {
        const auto stored = storedSeq(batch.agent(), observation.seq);
        if (!stored) {
            continue;
        }
        ++here;
        Observation row = m_rows[std::size_t(*stored) - 1];
        row.seq = observation.seq;
        same = same && row == observation;
    }
    if (here == batch.observations().size() && same) {
        return Ingest {.kind = Ingest::Kind::Duplicate};
    }
    const bool ours = batch.agent() == memoryAgent;
    if (here > 0 || (ours && batch.firstSeq() != qint64(m_rows.size()) + 1)) {
        return Ingest {.kind = Ingest::Kind::Conflict, .why = QStringLiteral("Not the same.")};
    }
    Batch rows;
    rows.observations = batch.observations();
    const auto receipt = *append(rows);
    for (qint64 i = 0; i < receipt.count && !ours; ++i) {
        m_ingested[{batch.agent(), batch.firstSeq() + i}] = receipt.firstSeq + i;
    }
    return Ingest {.receipt = receipt};
}

// One after the other: what is known alike up to here.
Result<qint64> MemoryStore::ingestBoundary(const QByteArray& agent, qint64 seq) const
{
    const bool known = storedSeq(agent, seq).has_value();
    qint64 end = qint64(m_rows.size());
    for (const auto& entry : m_ingested) {
        end = std::max(end, entry.first.second);
    }
    for (qint64 next = seq + 1; next <= end; ++next) {
        if (storedSeq(agent, next).has_value() != known) {
            return next - 1;
        }
    }
    return known ? end : std::numeric_limits<qint64>::max();
}

std::optional<qint64> MemoryStore::storedSeq(const QByteArray& agent, qint64 seq) const
{
    if (agent == memoryAgent) {
        return seq <= qint64(m_rows.size()) ? std::optional(seq) : std::nullopt;
    }
    const auto found = m_ingested.find({agent, seq});
    return found == m_ingested.end() ? std::nullopt : std::optional(found->second);
}

Result<StoreHealth> MemoryStore::health() const
{
    StoreHealth health;
    health.schema = info()->schemaVersion;
    health.newest = *newestAt();
    return health;
}

Result<std::vector<Origin>> MemoryStore::origins() const
{
    std::vector<Origin> origins;
    for (const auto& [identity, seq] : m_ingested) {
        origins.push_back({identity.first, identity.second, seq, 1});
    }
    std::ranges::sort(origins, {}, &Origin::storedSeq);
    return origins;
}

Result<qint64> MemoryStore::costNanoUsdSince(TimePoint from) const
{
    qint64 sum = 0;
    for (const Observation& row : m_rows) {
        sum += row.at >= from ? row.costNanoUsd.value_or(0) : 0;
    }
    return sum;
}

Result<std::optional<TimePoint>> MemoryStore::newestAt() const
{
    const auto newest = std::ranges::max_element(m_rows, {}, &Observation::at);
    return newest == m_rows.end() ? std::nullopt : std::optional(newest->at);
}

Result<StoreInfo> MemoryStore::info() const
{
    StoreInfo info;
    info.path = m_path;
    info.agent = memoryAgent;
    info.schemaVersion = 2;
    info.observations = qint64(m_rows.size());
    info.demo = m_demo;
    const auto oldest = std::ranges::min_element(m_rows, {}, &Observation::at);
    info.oldest = oldest == m_rows.end() ? std::nullopt : std::optional(oldest->at);
    info.newest = *newestAt();
    return info;
}

Result<std::vector<TargetId>> MemoryStore::targets() const
{
    std::set<TargetId> targets;
    for (const Observation& row : m_rows) {
        targets.insert(row.target);
    }
    return std::vector<TargetId>(targets.begin(), targets.end());
}

Result<void> MemoryStore::rollups(const TargetId& target, Level level, TimeRange range,
                                  Figures figures, const VisitRollup& visit) const
{
    std::map<TimePoint, Summary> buckets;
    for (const Observation& row : m_rows) {
        const TimePoint start = bucketStart(level, row.at);
        if (row.target == target && range.contains(start)) {
            buckets[start].add(row);
        }
    }
    for (auto& [start, summary] : buckets) {
        const auto drop = [](bool wanted, stats::Sketch& sketch) {
            sketch = wanted ? std::move(sketch) : stats::Sketch();
        };
        drop(figures.firstByte, summary.firstByte);
        drop(figures.firstToken, summary.firstToken);
        drop(figures.total, summary.total);
        drop(figures.tokenGap, summary.tokenGap);
        visit({start, std::move(summary)});
    }
    return {};
}

// One block for each target.
Result<void> MemoryStore::samples(const SampleQuestion& question, const VisitSamples& visit) const
{
    const auto all = targets();
    for (const TargetId& target : *all) {
        if (!question.targets.empty()
            && std::ranges::find(question.targets, target) == question.targets.end()) {
            continue;
        }
        const auto wanted = question.wanted();
        std::vector<qint64> atMs;
        std::vector<qint64> outcomes;
        std::array<std::vector<qint64>, sampleFieldCount> fields;
        for (const Observation& row : m_rows) {
            const bool isWanted = std::ranges::any_of(
                wanted, [&row](const TimeRange& part) { return part.contains(row.at); });
            if (row.target == target && isWanted) {
                atMs.push_back(toEpochMs(row.at));
                outcomes.push_back(qint64(row.outcome));
                for (const SampleField field : question.fields) {
                    fields[std::size_t(field)].push_back(valueOf(row, field));
                }
            }
        }
        SampleBlock block {target, atMs, outcomes, {}};
        std::ranges::copy(fields, block.fields.begin());
        if (!atMs.empty() && !visit(0, block)) {
            break;
        }
    }
    return {};
}

Result<void> MemoryStore::observations(const RowFilter& filter, const Visit& visit) const
{
    std::vector<Observation> chosen;
    for (const Observation& row : m_rows) {
        if (matches(filter, row)) {
            chosen.push_back(filter.brief ? briefOf(row) : row);
        }
    }
    if (filter.newestFirst) {
        std::ranges::reverse(chosen);
    }
    qint64 left = filter.limit;
    for (const Observation& row : chosen) {
        if (m_givenUp && m_givenUp()) {
            return Error {Error::Code::TryLater, QStringLiteral("The question was given up.")};
        }
        if (left-- == 0 || !visit(row)) {
            break;
        }
    }
    return {};
}

Result<qint64> MemoryStore::countObservations(const RowFilter& filter) const
{
    return qint64(std::ranges::count_if(
        m_rows, [&](const Observation& row) { return matches(filter, row); }));
}

Result<std::vector<LimitSpan>> MemoryStore::limitSpans() const
{
    std::map<Key, std::vector<LimitSpan>> spans;
    for (const Observation* row : byTime(m_rows)) {
        for (const LimitKind kind : limitKinds) {
            const auto limit = row->limits[kind].limit;
            if (!limit) {
                continue;
            }
            auto& list = spans[{row->target.organization, poolOf(*row), kind}];
            if (list.empty() || list.back().value != *limit) {
                list.push_back(
                    {poolOf(*row), kind, *limit, row->at, row->at, row->target.organization});
            }
            list.back().lastSeen = row->at;
        }
    }
    std::vector<LimitSpan> all;
    for (const auto& entry : spans) {
        all.insert(all.end(), entry.second.begin(), entry.second.end());
    }
    return all;
}

Result<std::vector<LimitNow>> MemoryStore::limitsNow() const
{
    std::map<Key, LimitNow> latest;
    for (const Observation* row : byTime(m_rows)) {
        for (const LimitKind kind : limitKinds) {
            const LimitReading& reading = row->limits[kind];
            if (reading.isEmpty()) {
                continue;
            }
            LimitNow& now = latest[{row->target.organization, poolOf(*row), kind}];
            now.organization = row->target.organization;
            now.pool = poolOf(*row);
            now.kind = kind;
            now.model = row->target.model;
            if (reading.limit) {
                now.limit = reading.limit;
                now.limitAt = row->at;
            }
            if (reading.remaining) {
                now.remaining = reading.remaining;
                now.remainingAt = row->at;
            }
            now.reset = reading.reset ? reading.reset : now.reset;
        }
    }
    std::vector<LimitNow> all;
    for (const auto& entry : latest) {
        all.push_back(entry.second);
    }
    return all;
}

Result<std::vector<Event>> MemoryStore::events(TimeRange range) const
{
    std::vector<Event> found;
    std::ranges::copy_if(m_events, std::back_inserter(found),
                         [range](const Event& event) { return range.contains(event.at); });
    std::ranges::stable_sort(found, {}, &Event::at);
    return found;
}

Result<std::vector<Gap>> MemoryStore::gaps(TimeRange range) const
{
    std::vector<Gap> found;
    std::ranges::copy_if(m_gaps, std::back_inserter(found), [range](const Gap& gap) {
        return gap.range.from < range.to && range.from < gap.range.to;
    });
    std::ranges::stable_sort(found, {}, [](const Gap& gap) { return gap.range.from; });
    return found;
}

Result<std::vector<Memory>> MemoryStore::memories(const QString& prefix) const
{
    std::vector<Memory> found;
    std::ranges::copy_if(m_memories, std::back_inserter(found),
                         [&](const Memory& memory) { return memory.name.startsWith(prefix); });
    std::ranges::sort(found, {}, &Memory::name);
    return found;
}

} // namespace plimsoll::test
