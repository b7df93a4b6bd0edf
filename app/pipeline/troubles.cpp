// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/troubles.h"

#include "probes/domain/redact.h"
#include "storage/subject.h"

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

bool isTrouble(Outcome outcome)
{
    const Party party = whoMustAct(outcome);
    return (party == Party::You || party == Party::YourNetwork) && !isLimited(outcome)
        && outcome != Outcome::Skipped;
}

} // namespace

std::optional<QString> Troubles::told(const Observation& observation)
{
    const Outcome outcome = observation.outcome;
    const TargetId& target = observation.target;
    const QString model = subjectText(target.model, target.organization);
    if (outcome == Outcome::Ok) {
        m_last.erase(QString());
        // A free control probe of a model does not show that its paid ones are accepted.
        if (countsInRate(observation.target.kind)) {
            m_last.erase(model);
        }
        return std::nullopt;
    }
    if (!isTrouble(outcome)) {
        return std::nullopt;
    }
    const bool network = whoMustAct(outcome) == Party::YourNetwork;
    const auto [last, isNew] = m_last.try_emplace(network ? QString() : model, outcome);
    if (!isNew && last->second == outcome) {
        return std::nullopt;
    }
    last->second = outcome;
    const QString who = network || model.isEmpty() ? QString() : QString(model + u": ");
    const QString why =
        observation.detail.isEmpty() ? QString() : QString(u" ("_s + observation.detail + u')');
    return redacted(who + label(outcome) + why + u". "_s + advice(outcome));
}

} // namespace plimsoll
