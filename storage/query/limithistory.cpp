// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/limithistory.h"

#include "storage/query/probedmodels.h"

#include <algorithm>
#include <limits>

namespace plimsoll {

namespace {

constexpr std::chrono::milliseconds matchWithin = std::chrono::days(2);
const TimeRange always {fromEpochMs(0), fromEpochMs(std::numeric_limits<qint64>::max())};

std::chrono::milliseconds distance(const Event& event, const LimitChange& change)
{
    if (event.at < change.lastOld) {
        return change.lastOld - event.at;
    }
    return std::max(event.at - change.firstNew, std::chrono::milliseconds(0));
}

QString matchedEvent(const std::vector<Event>& events, const LimitChange& change)
{
    const Event* nearest = nullptr;
    for (const Event& event : events) {
        if (event.type != EventType::Announced || distance(event, change) > matchWithin) {
            continue;
        }
        if (!nearest || distance(event, change) < distance(*nearest, change)) {
            nearest = &event;
        }
    }
    return nearest ? nearest->title : QString();
}

PoolLimits& poolNamed(std::vector<PoolLimits>& pools, const QString& name,
                      const QString& organization)
{
    const auto it = std::ranges::find(pools, subjectText(name, organization), &PoolLimits::account);
    if (it != pools.end()) {
        return *it;
    }
    PoolLimits& pool = pools.emplace_back();
    pool.pool = name;
    pool.organization = organization;
    return pool;
}

// The pools of the probed models in their order, then those that only other traffic told of.
std::vector<PoolLimits> poolsOf(const std::vector<ProbedModel>& models)
{
    std::vector<PoolLimits> pools;
    for (const ProbedModel& model : models) {
        PoolLimits& pool = poolNamed(pools, model.pool, model.organization);
        pool.series = pool.models.isEmpty() ? model.series : pool.series;
        pool.models << model.subject();
    }
    return pools;
}

// The pools of the targets of these subjects, as PoolLimits::account(); a model that was never
// probed still names the pool of [api] that it would belong to.
QStringList accountsOf(const QStringList& subjects, const std::vector<TargetId>& targets,
                       const Catalogue& catalogue)
{
    QStringList accounts;
    for (const QString& subject : subjects) {
        const auto target = std::ranges::find(targets, subject, subjectOf);
        accounts << (target == targets.end()
                         ? catalogue.pool(subject)
                         : subjectText(catalogue.pool(target->model), target->organization));
    }
    return accounts;
}

void setTiers(LimitHistory& history, const std::vector<LimitSpan>& spans, const TierTable& table)
{
    history.tiers = tierAnswers(table, spans);
    for (const PoolLimits& pool : history.pools) {
        std::vector<LimitChange*> changes;
        std::vector<TimeRange> brackets;
        for (LimitChange& change : history.changes) {
            if (change.pool == pool.pool && change.organization == pool.organization) {
                changes.push_back(&change);
                brackets.push_back({change.lastOld, change.firstNew});
            }
        }
        auto tiers = tierChanges(table, pool.spans, brackets);
        for (std::size_t i = 0; i < changes.size(); ++i) {
            changes[i]->tier = std::move(tiers[i]);
        }
    }
}

} // namespace

std::vector<LimitChange> limitChanges(const std::vector<LimitSpan>& spans,
                                      const std::vector<Event>& events)
{
    std::vector<LimitChange> changes;
    for (std::size_t i = 1; i < spans.size(); ++i) {
        const LimitSpan& before = spans[i - 1];
        const LimitSpan& after = spans[i];
        const bool sameLimit = before.pool == after.pool && before.kind == after.kind
            && before.organization == after.organization;
        if (!sameLimit || before.value == after.value) {
            continue;
        }
        LimitChange change {.pool = after.pool,
                            .kind = after.kind,
                            .from = before.value,
                            .to = after.value,
                            .lastOld = before.lastSeen,
                            .firstNew = after.firstSeen,
                            .matchedEvent = {},
                            .organization = after.organization};
        change.matchedEvent = matchedEvent(events, change);
        changes.push_back(std::move(change));
    }
    std::ranges::stable_sort(changes, std::ranges::greater {}, &LimitChange::firstNew);
    return changes;
}

Result<LimitHistory> limitHistory(const StoreReader& reader, const Catalogue& catalogue,
                                  const QStringList& models)
{
    const auto targets = reader.targets();
    const auto spans = reader.limitSpans();
    const auto now = reader.limitsNow();
    const auto events = reader.events(always);
    if (!targets || !spans || !now || !events) {
        return !targets ? targets.error()
            : !spans    ? spans.error()
            : !now      ? now.error()
                        : events.error();
    }

    std::vector<PoolLimits> pools = poolsOf(probedModels(*targets, catalogue, {}));
    for (const LimitSpan& span : *spans) {
        poolNamed(pools, span.pool, span.organization).spans.push_back(span);
    }
    for (const LimitNow& reading : *now) {
        poolNamed(pools, reading.pool, reading.organization).now.push_back(reading);
    }
    LimitHistory history {std::move(pools), limitChanges(*spans, *events)};
    setTiers(history, *spans, catalogue.tiers());
    if (!models.isEmpty()) {
        const QStringList wanted = accountsOf(models, *targets, catalogue);
        const auto unwanted = [&](const auto& entry) { return !wanted.contains(entry.account()); };
        std::erase_if(history.pools, unwanted);
        std::erase_if(history.changes, unwanted);
        std::erase_if(history.tiers, [&history](const TierAnswer& tier) {
            return std::ranges::find(history.pools, tier.organization, &PoolLimits::organization)
                == history.pools.end();
        });
    }
    // A pool that never told a limit has nothing to show.
    std::erase_if(history.pools,
                  [](const PoolLimits& pool) { return pool.spans.empty() && pool.now.empty(); });
    return history;
}

} // namespace plimsoll
