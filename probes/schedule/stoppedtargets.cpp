// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/stoppedtargets.h"

#include "probes/api/apirequest.h"
#include "probes/api/rejectedparameter.h"
#include "probes/domain/refusedrequest.h"
#include "probes/domain/retirement.h"

namespace plimsoll {

namespace {

constexpr std::chrono::hours aDay {24};

// A request's body with the part that varies from probe to probe held still.
QByteArray bodyOf(const TargetId& target, const ModelInfo* model)
{
    return apiRequest(target, model, 0).body;
}

bool speaksOfAModel(const TargetId& target)
{
    return target.kind != ProbeKind::Line && !target.model.isEmpty();
}

} // namespace

bool StoppedTargets::Gone::stillTold(const ModelInfo* model) const
{
    return model ? model->lifecycle == lifecycle && model->retires == retires
                 : lifecycle == Lifecycle::Unknown && !retires;
}

void StoppedTargets::learn(const Observation& observation, const ModelInfo* model, Elapsed now)
{
    const TargetId& target = observation.target;
    if (!speaksOfAModel(target)) {
        return;
    }
    switch (observation.outcome) {
    case Outcome::ModelGone:
        learnGone(observation, model, now);
        break;
    case Outcome::Misconfigured:
        if (refusesTheRequest(observation.httpStatus)) {
            learnRefused(observation, model, now);
        }
        break;
    case Outcome::Ok: {
        const Subject subject {target.organization, target.model};
        m_gone.erase(subject);
        m_refused.erase(target);
        m_answered[subject] = observation.at;
        break;
    }
    default:
        break;
    }
}

void StoppedTargets::learnGone(const Observation& observation, const ModelInfo* model, Elapsed now)
{
    const TargetId& target = observation.target;
    const auto [place, isNew] = m_gone.try_emplace({target.organization, target.model});
    Gone& gone = place->second;
    if (isNew) {
        gone.stopped = {target.organization, target.model, {}, observation.at, {}};
    }
    gone.stopped.reason = goneNotice(target.model, model, observation.at);
    gone.lifecycle = model ? model->lifecycle : Lifecycle::Unknown;
    gone.retires = model ? model->retires : std::nullopt;
    gone.lookAgain = now + aDay;
}

void StoppedTargets::learnRefused(const Observation& observation, const ModelInfo* model,
                                  Elapsed now)
{
    const TargetId& target = observation.target;
    const auto [place, isNew] = m_refused.try_emplace(target);
    Refused& refused = place->second;
    if (isNew) {
        refused.stopped = {target.organization, target.model, target.kind, observation.at, {}};
    }
    refused.stopped.reason = observation.detail;
    refused.body = bodyOf(target, model);
    const bool named = !rejectedParameter(readBody(observation.bodyExcerpt)).isEmpty();
    refused.tryAgain = named ? std::nullopt : std::optional(now + aDay);
}

bool StoppedTargets::isGone(const TargetId& target, const ModelInfo* model, Elapsed now) const
{
    const auto gone = m_gone.find({target.organization, target.model});
    if (gone == m_gone.end() || !gone->second.stillTold(model)) {
        return false;
    }
    return target.kind != ProbeKind::Control || now < gone->second.lookAgain;
}

bool StoppedTargets::isRefused(const TargetId& target, const ModelInfo* model, Elapsed now) const
{
    const auto refused = m_refused.find(target);
    if (refused == m_refused.end() || refused->second.body != bodyOf(target, model)) {
        return false;
    }
    return !refused->second.tryAgain || now < *refused->second.tryAgain;
}

bool StoppedTargets::rests(const TargetId& target, const ModelInfo* model, Elapsed now) const
{
    return speaksOfAModel(target) && (isGone(target, model, now) || isRefused(target, model, now));
}

std::optional<QString> StoppedTargets::refusal(const TargetId& target, const ModelInfo* model,
                                               TimePoint wall, Elapsed now)
{
    if (!speaksOfAModel(target) || !model || !isRetired(*model, wall)) {
        return std::nullopt;
    }
    const Subject subject {target.organization, target.model};
    const auto answered = m_answered.find(subject);
    const bool answersStill =
        answered != m_answered.end() && model->retires && answered->second >= *model->retires;
    const bool known = m_gone.contains(subject) && m_gone[subject].stillTold(model);
    if (answersStill || known) {
        return std::nullopt; // known: this is the daily look of a control probe
    }
    Gone& gone = m_gone[subject];
    const QString reason = *retirementNotice(target.model, *model, wall);
    gone = {{target.organization, target.model, {}, wall, reason},
            model->lifecycle,
            model->retires,
            now + aDay};
    return reason;
}

std::vector<StoppedTarget> StoppedTargets::all(const Catalogue& catalogue) const
{
    std::vector<StoppedTarget> stopped;
    for (const auto& [subject, gone] : m_gone) {
        if (gone.stillTold(catalogue.find(subject.second))) {
            stopped.push_back(gone.stopped);
        }
    }
    for (const auto& [target, refused] : m_refused) {
        if (refused.body == bodyOf(target, catalogue.find(target.model))) {
            stopped.push_back(refused.stopped);
        }
    }
    return stopped;
}

} // namespace plimsoll
