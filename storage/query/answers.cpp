// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/answers.h"

#include "storage/query/hourcounts.h"
#include "storage/query/learnedcatalogue.h"
#include "storage/stats/changepoint.h"

#include <algorithm>

namespace plimsoll {

namespace {

using std::chrono::days;
using std::chrono::milliseconds;

constexpr days longestHistory {366};

// Whole days, the first of them with data.
Result<std::optional<std::vector<LevelChange>>>
levelChanges(const StoreReader& reader, const ProbedModel& model, TimePoint asOf)
{
    const TimePoint end = bucketStart(Level::Day, asOf);
    const TimeRange range {end - longestHistory, end};
    const auto counts = countsBy(Level::Day, reader, model.rateTargets, range);
    if (!counts) {
        return counts.error();
    }
    std::vector<stats::Bucket> buckets;
    for (const OutcomeCounts& day : *counts) {
        buckets.push_back({.hits = day.overloaded(), .n = day.reached()});
    }
    const auto first =
        std::ranges::find_if(buckets, [](const stats::Bucket& day) { return day.n > 0; });
    const auto found = stats::rateChanges(std::span(first, buckets.end()));
    if (!found) {
        return std::optional<std::vector<LevelChange>>();
    }
    std::vector<LevelChange> changes;
    for (std::size_t i = 0; i < found->changes.size(); ++i) {
        changes.push_back(
            {.day = range.from
                 + days(first - buckets.begin() + std::ptrdiff_t(found->changes[i].position)),
             .before = found->segments[i].estimate,
             .after = found->segments[i + 1].estimate});
    }
    return std::optional(std::move(changes));
}

Result<ModelAnswers> modelAnswers(const StoreReader& reader, const ProbedModel& model,
                                  const OutcomeSequence& sequence, const AnswersQuestion& question)
{
    auto week = weekAnswer(reader, model, question.asOf, question.zone);
    auto peak = peakAnswer(reader, model, question.evidence, question.zone);
    auto changes = levelChanges(reader, model, question.asOf);
    if (!week || !peak || !changes) {
        return !week ? week.error() : !peak ? peak.error() : changes.error();
    }
    return ModelAnswers {.model = model.model,
                         .organization = model.organization,
                         .displayName = model.displayName,
                         .rate = rateAnswer(sequence),
                         .week = std::move(*week),
                         .peak = std::move(*peak),
                         .changes = std::move(*changes),
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

// Only of those that were compared: a test that was not made is none of the family.
template<typename Answer>
void adjust(std::vector<ModelAnswers>& models, Answer ModelAnswers::*member)
{
    std::vector<double> p;
    for (const ModelAnswers& model : models) {
        if ((model.*member).comparison) {
            p.push_back((model.*member).comparison->p);
        }
    }
    const auto adjusted = stats::benjaminiHochberg(p);
    std::size_t next = 0;
    for (ModelAnswers& model : models) {
        if (adjusted && (model.*member).comparison) {
            setVerdict(model.*member, (*adjusted)[next++]);
        }
    }
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
        if (auto added = beside->addTo(*answer, reader, model, *sequence, question.evidence);
            !added) {
            return added.error();
        }
        all.models.push_back(std::move(*answer));
        pause = std::max(pause, sequence->interval);
        sequences.push_back(std::move(sequence->probes));
    }
    adjust(all.models, &ModelAnswers::week);
    adjust(all.models, &ModelAnswers::peak);
    all.fallback = stats::fallbackMatrix(sequences, pause);
    return all;
}

} // namespace plimsoll
