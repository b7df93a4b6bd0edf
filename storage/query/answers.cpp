// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/answers.h"

#include "storage/query/announcedchanges.h"
#include "storage/query/answerfamilies.h"
#include "storage/query/dailyhistory.h"
#include "storage/query/learnedcatalogue.h"
#include "storage/query/partsteps.h"

#include <algorithm>
#include <array>
#include <functional>
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

// All that is read of one model, before anything is reckoned from it.
struct ModelReading
{
    ProbedModel model;
    OutcomeSequence sequence;
    DailyHistory history;
    Reckoning<WeekAnswer> week;
    Reckoning<PeakAnswer> peak;
    std::vector<Reckoning<EventAnswer>> events;
    Blame blame;
};

// What is the same for all models.
struct Beside
{
    std::vector<ProbedModel> models; // every one, asked for or not
    std::vector<Event> events; // to be compared around
    PostedIncidents page;
    Catalogue catalogue;
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

Result<Beside> besideOf(const StoreReader& reader, const Catalogue& given,
                        const AnswersQuestion& question)
{
    auto models = askedModels(reader, given, {});
    auto events = eventsOf(reader, question);
    auto page = postedIncidents(reader);
    if (!models || !events || !page) {
        return !models ? models.error() : !events ? events.error() : page.error();
    }
    return Beside {.models = std::move(*models),
                   .events = std::move(*events),
                   .page = std::move(*page),
                   .catalogue = given};
}

Result<std::vector<Reckoning<EventAnswer>>> readEvents(const StoreReader& reader,
                                                       const ProbedModel& model,
                                                       const std::vector<Event>& events,
                                                       const AnswersQuestion& question)
{
    std::vector<Reckoning<EventAnswer>> found;
    for (const Event& event : events) {
        if (!concerns(event, model.model)) {
            continue;
        }
        auto answer = eventReckoning(
            reader, model, {.at = event.at, .asOf = question.asOf, .zone = question.zone});
        if (!answer) {
            return answer.error();
        }
        found.push_back(std::move(*answer));
    }
    return found;
}

Result<ModelReading> readModel(const StoreReader& reader, const ProbedModel& model,
                               const Beside& beside, const AnswersQuestion& question)
{
    ModelReading reading {.model = model,
                          .sequence = {},
                          .history = {},
                          .week = {},
                          .peak = {},
                          .events = {},
                          .blame = {}};
    const TimeRange evidence = question.evidence;
    const TimePoint asOf = question.asOf;
    const QTimeZone& zone = question.zone;
    const std::array<std::function<Result<void>()>, 6> steps {
        [&] { return put(outcomeSequence(reader, model, evidence), reading.sequence); },
        [&] { return put(dailyHistory(reader, model, asOf), reading.history); },
        [&] { return put(weekReckoning(reader, model, asOf, zone), reading.week); },
        [&] { return put(peakReckoning(reader, model, evidence, zone), reading.peak); },
        [&] { return put(readEvents(reader, model, beside.events, question), reading.events); },
        [&] { return put(blameOf(reader, model, beside.models, evidence), reading.blame); }};
    for (const auto& step : steps) {
        if (auto done = step(); !done) {
            return done.error();
        }
    }
    return reading;
}

struct ModelReckoned
{
    ModelAnswers answers;
    OutcomeSequence sequence; // for what is asked of several models
};

ModelReckoned reckon(ModelReading&& reading, const Beside& beside, TimeRange evidence)
{
    const ProbedModel& model = reading.model;
    ModelAnswers answers {.model = model.model,
                          .organization = model.organization,
                          .displayName = model.displayName,
                          .rate = rateAnswer(reading.sequence, reading.history.designEffect()),
                          .week = reading.week(),
                          .peak = reading.peak(),
                          .changes = levelChanges(reading.history),
                          .bursts = burstAnswer(reading.sequence, milliseconds(0)),
                          .events = {},
                          .statusPage = {},
                          .blame = std::move(reading.blame)};
    for (const Reckoning<EventAnswer>& event : reading.events) {
        answers.events.push_back(event());
    }
    // The page's events name models as the catalogue does.
    const ModelInfo* info = beside.catalogue.find(model.model);
    answers.statusPage =
        statusLag(beside.page, reading.sequence, info ? info->id : model.model, evidence);
    return {.answers = std::move(answers), .sequence = std::move(reading.sequence)};
}

} // namespace

Result<Answers> answers(const StoreReader& reader, const Catalogue& given,
                        const AnswersQuestion& question)
{
    const auto models = askedModels(reader, given, question.models);
    const auto beside = besideOf(reader, given, question);
    if (!models || !beside) {
        return !models ? models.error() : beside.error();
    }
    Reckoner<ModelReckoned> reckoner; // of one model, while the next is read
    for (const ProbedModel& model : *models) {
        auto reading = readModel(reader, model, *beside, question);
        if (!reading) {
            return reading.error();
        }
        reckoner.add([reading = std::move(*reading), &beside = *beside,
                      evidence = question.evidence]() mutable {
            return reckon(std::move(reading), beside, evidence);
        });
    }
    Answers all {.asOf = question.asOf,
                 .evidence = question.evidence,
                 .zone = question.zone,
                 .models = {},
                 .fallback = {}};
    std::vector<std::vector<stats::ProbeMoment>> sequences;
    milliseconds pause {0};
    for (ModelReckoned& model : reckoner.takeAll()) {
        all.models.push_back(std::move(model.answers));
        pause = std::max(pause, model.sequence.interval);
        sequences.push_back(std::move(model.sequence.probes));
    }
    adjustFamilies(all.models);
    all.fallback = stats::fallbackMatrix(sequences, pause);
    return all;
}

} // namespace plimsoll
