// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "storage/query/tier.h"
#include "storage/store.h"
#include "storage/subject.h"

namespace plimsoll {

// A change of a ceiling, dated by its bracket.
struct LimitChange
{
    QString pool;
    LimitKind kind = LimitKind::Requests;
    qint64 from = 0;
    qint64 to = 0;
    TimePoint lastOld; // last sample with the old value
    TimePoint firstNew; // first sample with the new value
    QString matchedEvent; // title of an announced event within two days, "" if none
    QString organization {};
    std::optional<TierChange> tier {}; // absent: the tables of tiers do not explain it

    QString account() const { return subjectText(pool, organization); }
    double ratio() const { return from > 0 ? double(to) / double(from) : 0; }
};

// The limits of one pool of one organization.
struct PoolLimits
{
    QString pool;
    QStringList models; // probed models that share it, subjects as text
    int series = 0; // colour slot of the first of them
    std::vector<LimitSpan> spans; // of every kind, by kind and time
    std::vector<LimitNow> now;
    QString organization {};

    QString account() const { return subjectText(pool, organization); } // "Opus 4.x@acme"
    QString displayName() const { return subjectLabel(pool, organization); } // "Opus 4.x (acme)"
};

struct LimitHistory
{
    std::vector<PoolLimits> pools;
    std::vector<LimitChange> changes; // newest first
    std::vector<TierAnswer> tiers {}; // of the organizations of `pools`
};

// The whole history, of every range, because a ceiling holds long after it was told. `models`
// (subjects as text) empty: every pool; otherwise the pools that these belong to.
Result<LimitHistory> limitHistory(const StoreReader& reader, const Catalogue& catalogue,
                                  const QStringList& models);

// The changes that a list of spans (by organization, pool, kind, firstSeen) holds, newest first. An
// announced event is matched when it lies within two days of the bracket; the nearest one wins.
std::vector<LimitChange> limitChanges(const std::vector<LimitSpan>& spans,
                                      const std::vector<Event>& events);

} // namespace plimsoll
