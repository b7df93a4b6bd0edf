// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/claims/claimscope.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <utility>

namespace plimsoll {

using namespace Qt::StringLiterals;

ClaimScope::ClaimScope(const StoreReader& reader, const Catalogue& catalogue, Question question)
    : m_reader(&reader)
    , m_catalogue(&catalogue)
    , m_question(std::move(question))
{
}

Result<ClaimScope> ClaimScope::of(const StoreReader& reader, const Catalogue& catalogue,
                                  const Question& question)
{
    const auto targets = reader.targets();
    auto limits = limitHistory(reader, catalogue, {});
    if (!targets || !limits) {
        return !targets ? targets.error() : limits.error();
    }
    ClaimScope scope(reader, catalogue, question);
    scope.m_models = probedModels(*targets, catalogue, {});
    scope.m_limits = std::move(*limits);
    return scope;
}

const ProbedModel* ClaimScope::model(const QString& named, const Claim& claim) const
{
    const auto byName = std::ranges::find_if(m_models, [&](const ProbedModel& model) {
        return named == model.model || named == model.subject();
    });
    if (byName != m_models.end()) {
        return &*byName;
    }
    const TimePoint moment = claim.event ? *claim.event : window(claim).from;
    const auto rank = [&](const ProbedModel& model) {
        const TimePoint released = m_catalogue->find(model.model)->released;
        return std::pair(released <= moment, released);
    };
    const ProbedModel* best = nullptr;
    for (const ProbedModel& model : m_models) {
        const ModelInfo* info = m_catalogue->find(model.model);
        if (info && info->line == named && (!best || rank(model) > rank(*best))) {
            best = &model;
        }
    }
    return best;
}

const PoolLimits* ClaimScope::pool(const QString& named) const
{
    const PoolLimits* found = nullptr;
    for (const PoolLimits& pool : m_limits.pools) {
        if (pool.pool == named && (!found || pool.organization.isEmpty())) {
            found = &pool;
        }
    }
    return found;
}

TimeRange ClaimScope::window(const Claim& claim) const
{
    return {.from = claim.from.value_or(m_question.evidence.from),
            .to = std::min(claim.until.value_or(m_question.evidence.to), m_question.asOf)};
}

Measured notProbed(const ClaimScope& scope, const QString& named)
{
    return {.missing = u"a probe of %1"_s.arg(scope.catalogue().displayName(named))};
}

QString dayText(TimePoint t)
{
    return QDateTime::fromMSecsSinceEpoch(toEpochMs(t), Qt::UTC).date().toString(Qt::ISODate);
}

QString minuteText(TimePoint t)
{
    return QDateTime::fromMSecsSinceEpoch(toEpochMs(t), Qt::UTC).toString(u"yyyy-MM-dd HH:mm"_s);
}

QString countText(quint64 n)
{
    QLocale locale = QLocale::c();
    locale.setNumberOptions(QLocale::DefaultNumberOptions);
    return locale.toString(n);
}

} // namespace plimsoll
