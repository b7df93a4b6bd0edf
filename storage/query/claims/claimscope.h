// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/claims/claimverdict.h"
#include "storage/query/limithistory.h"
#include "storage/query/probedmodels.h"

#include <QTimeZone>

namespace plimsoll {

// What the claims are measured on, within one snapshot of the reader.
class ClaimScope
{
public:
    struct Question
    {
        TimeRange evidence; // of claims that name no window
        TimePoint asOf; // now
        QTimeZone zone; // of hours and days
    };

    static Result<ClaimScope> of(const StoreReader& reader, const Catalogue& catalogue,
                                 const Question& question);

    const StoreReader& reader() const { return *m_reader; }
    const Catalogue& catalogue() const { return *m_catalogue; }
    TimePoint asOf() const { return m_question.asOf; }
    const QTimeZone& zone() const { return m_question.zone; }

    // A probed model by its id or subject. Of a line the newest that was out at the moment the
    // claim speaks of (its event, or else the begin of its evidence), or else the newest. Null:
    // none is probed.
    const ProbedModel* model(const QString& named, const Claim& claim) const;
    // That of [api] first. Null: the store knows no limit of it.
    const PoolLimits* pool(const QString& named) const;
    TimeRange window(const Claim& claim) const;

private:
    ClaimScope(const StoreReader& reader, const Catalogue& catalogue, Question question);

    const StoreReader* m_reader;
    const Catalogue* m_catalogue;
    Question m_question;
    std::vector<ProbedModel> m_models;
    LimitHistory m_limits;
};

// "a probe of Sonnet 5.5": what a claim of a model that is not probed lacks.
Measured notProbed(const ClaimScope& scope, const QString& named);

QString dayText(TimePoint t); // "2026-05-06", UTC
QString minuteText(TimePoint t); // "2026-05-06 16:02", UTC
QString countText(quint64 n); // "10,020"

} // namespace plimsoll
