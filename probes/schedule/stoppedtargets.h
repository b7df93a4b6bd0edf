// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/domain/observation.h"
#include "probes/schedule/schedule.h"

#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace plimsoll {

// A target of which nothing is sent until something changes.
struct StoppedTarget
{
    QString organization;
    QString model;
    std::optional<ProbeKind> kind {}; // of a request that was refused; absent: the model is gone
    TimePoint since;
    QString reason; // for a person; of a model that is gone it proposes the successor

    bool operator==(const StoppedTarget&) const = default;
};

// Which targets are stopped, why and since when. Pure: told of each answer, asked before each
// probe; `model` is always what the catalogue knows of the target's model now, null for nothing.
//
// A model that answers 404, or whose day of retirement is over, is gone for one organization: all
// its targets stop, until the catalogue tells otherwise or a control probe, which is free and may
// look once a day, gets an answer. A request that answers 400 stops its own target until its body
// would be another one. Only when the answer names no parameter is it sent again, once a day: that
// may be a spend limit of the organization, which ends by itself. A new configuration starts anew.
class StoppedTargets
{
public:
    void learn(const Observation& observation, const ModelInfo* model, Elapsed now);
    // Nothing is sent and nothing is recorded.
    bool rests(const TargetId& target, const ModelInfo* model, Elapsed now) const;
    // Stops a target whose model has just retired by its day, and says so once.
    std::optional<QString> refusal(const TargetId& target, const ModelInfo* model, TimePoint wall,
                                   Elapsed now);
    std::vector<StoppedTarget> all(const Catalogue& catalogue) const; // that are stopped still

private:
    using Subject = std::pair<QString, QString>; // organization and model

    // What the catalogue said when a model was found gone; another word is worth another look.
    struct Gone
    {
        StoppedTarget stopped;
        Lifecycle lifecycle = Lifecycle::Unknown;
        std::optional<TimePoint> retires;
        Elapsed lookAgain {0}; // by a free probe

        bool stillTold(const ModelInfo* model) const;
    };
    struct Refused
    {
        StoppedTarget stopped;
        QByteArray body; // as apiRequest() makes it
        std::optional<Elapsed> tryAgain;
    };

    void learnGone(const Observation& observation, const ModelInfo* model, Elapsed now);
    void learnRefused(const Observation& observation, const ModelInfo* model, Elapsed now);
    bool isGone(const TargetId& target, const ModelInfo* model, Elapsed now) const;
    bool isRefused(const TargetId& target, const ModelInfo* model, Elapsed now) const;

    std::map<Subject, Gone> m_gone;
    std::map<TargetId, Refused> m_refused;
    std::map<Subject, TimePoint> m_answered; // the newest answer that was ok
};

} // namespace plimsoll
