// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/answers.h"

#include "storage/query/announcedchanges.h"
#include "storage/query/answerfamilies.h"
#include "storage/query/dailyhistory.h"
#include "storage/query/learnedcatalogue.h"

#include <algorithm>
#include <set>

namespace plimsoll {

namespace {

using std::chrono::days;
using std::chrono::milliseconds;

std::optional<std::vector<LevelChange>> levelChanges(const DailyHistory& history)
{
    const auto found = stats::rateChanges(history.days);
    if (!found) {
        return std::nullopt;
    }
    std::vector<LevelChange> changes;
    for (std::size_t i = 0; i < found->changes.size(); ++i) {
        changes.push_back({.day = history.from + days(found->changes[i].position),
                           .before = found->segments[i].estimate,
                           .after = found->segments[i + 1].estimate});
    }
    return changes;
}

Result<ModelAnswers> modelAnswers(const StoreReader& reader, const ProbedModel& model,
                                  const OutcomeSequence& sequence, const AnswersQuestion& question)
{
    auto week = weekAnswer(reader, model, question.asOf, question.zone);
    auto peak = peakAnswer(reader, model, question.evidence, question.zone);
    const auto history = dailyHistory(reader, model, question.asOf);
    if (!week || !peak || !history) {
        return !week ? week.error() : !peak ? peak.error() : history.error();
    }
    return ModelAnswers {.model = model.model,
                         .organization = model.organization,
                         .displayName = model.displayName,
                         .rate = rateAnswer(sequence, history->designEffect()),
                         .week = std::move(*week),
                         .peak = std::move(*peak),
                         .changes = levelChanges(*history),
                         .bursts = burstAnswer(sequence, milliseconds(0))};
}

// Who was to blame, and what the status page said of it.
class Beside
{
public:
    static Result<Beside> of(const StoreReader& reader, const Catalogue& given)
    {
        auto page = postedIncidents(reader);
        auto models = askedModels(reader, given, {});
        if (!page || !models) {
            return !page ? page.error() : models.error();
        }
        Beside beside;
        beside.m_page = std::move(*page);
        beside.m_models = std::move(*models);
        beside.m_catalogue = given;
        return beside;
    }

    Result<void> addTo(ModelAnswers& answer, const StoreReader& reader, const ProbedModel& model,
                       const OutcomeSequence& sequence, TimeRange evidence) const
    {
        auto found = blameOf(reader, model, m_models, evidence);
        if (!found) {
            return found.error();
        }
        answer.blame = std::move(*found);
        // The page's events name models as the catalogue does.
        const ModelInfo* info = m_catalogue.find(model.model);
        answer.statusPage = statusLag(m_page, sequence, info ? info->id : model.model, evidence);
        return {};
    }

private:
    PostedIncidents m_page;
    std::vector<ProbedModel> m_models;
    Catalogue m_catalogue;
};

// Of the question, or announced within the evidence.
Result<std::vector<Event>> eventsOf(const StoreReader& reader, const AnswersQuestion& question)
{
    if (question.events.empty()) {
        return announcedChanges(reader, question.evidence);
    }
    const std::set<TimePoint> moments(question.events.begin(), question.events.end());
    std::vector<Event> events;
    for (const TimePoint at : moments) {
        events.push_back({.at = at, .title = {}, .detail = {}, .source = {}});
    }
    return events;
}

Result<std::vector<EventAnswer>> eventAnswers(const StoreReader& reader, const ProbedModel& model,
                                              const std::vector<Event>& events,
                                              const AnswersQuestion& question)
{
    std::vector<EventAnswer> found;
    for (const Event& event : events) {
        if (!concerns(event, model.model)) {
            continue;
        }
        auto answer = eventAnswer(reader, model,
                                  {.at = event.at, .asOf = question.asOf, .zone = question.zone});
        if (!answer) {
            return answer.error();
        }
        found.push_back(std::move(*answer));
    }
    return found;
}

} // namespace

Result<Answers> answers(const StoreReader& reader, const Catalogue& given,
                        const AnswersQuestion& question)
{
    const auto models = askedModels(reader, given, question.models);
    const auto beside = Beside::of(reader, given);
    if (!models || !beside) {
        return !models ? models.error() : beside.error();
    }
    Answers all {.asOf = question.asOf,
                 .evidence = question.evidence,
                 .zone = question.zone,
                 .models = {},
                 .fallback = {}};
    const auto events = eventsOf(reader, question);
    if (!events) {
        return events.error();
    }
    std::vector<std::vector<stats::ProbeMoment>> sequences;
    milliseconds pause {0};
    for (const ProbedModel& model : *models) {
        auto sequence = outcomeSequence(reader, model, question.evidence);
        if (!sequence) {
            return sequence.error();
        }
        auto answer = modelAnswers(reader, model, *sequence, question);
        if (!answer) {
            return answer.error();
        }
        auto found = eventAnswers(reader, model, *events, question);
        if (!found) {
            return found.error();
        }
        answer->events = std::move(*found);
        if (auto added = beside->addTo(*answer, reader, model, *sequence, question.evidence);
            !added) {
            return added.error();
        }
        all.models.push_back(std::move(*answer));
        pause = std::max(pause, sequence->interval);
        sequences.push_back(std::move(sequence->probes));
    }
    adjustFamilies(all.models);
    all.fallback = stats::fallbackMatrix(sequences, pause);
    return all;
}

} // namespace plimsoll
