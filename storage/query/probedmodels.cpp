// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/probedmodels.h"

#include <algorithm>
#include <tuple>

namespace plimsoll {

namespace {

// Position in the catalogue; behind its end when unknown.
std::size_t rank(const Catalogue& catalogue, const QString& model)
{
    const ModelInfo* info = catalogue.find(model);
    return info ? std::size_t(info - catalogue.models().data()) : catalogue.models().size();
}

// Colours of models that the catalogue does not know. They are given before the choice is applied:
// a model keeps its colour whatever is shown. Sorted, so that a model's subjects stand together.
void giveColours(std::vector<ProbedModel>& models, int next)
{
    const ProbedModel* before = nullptr;
    for (ProbedModel& model : models) {
        if (model.series < 0) {
            const bool same = before && before->model == model.model;
            model.series = same ? before->series : next++;
        }
        before = &model;
    }
}

} // namespace

std::vector<ProbedModel> probedModels(const std::vector<TargetId>& targets,
                                      const Catalogue& catalogue, const QStringList& wanted)
{
    std::vector<ProbedModel> models;
    for (const TargetId& target : targets) {
        if (target.model.isEmpty() || !countsInRate(target.kind)) {
            continue;
        }
        auto it = std::ranges::find(models, subjectOf(target), &ProbedModel::subject);
        if (it == models.end()) {
            const ModelInfo* info = catalogue.find(target.model);
            models.push_back(
                {target.model,
                 target.organization,
                 subjectLabel(catalogue.displayName(target.model), target.organization),
                 catalogue.pool(target.model),
                 info ? info->series : -1,
                 {}});
            it = models.end() - 1;
        }
        it->rateTargets.push_back(target);
    }
    std::ranges::sort(models, [&catalogue](const ProbedModel& a, const ProbedModel& b) {
        return std::tuple(rank(catalogue, a.model), a.model, a.organization)
            < std::tuple(rank(catalogue, b.model), b.model, b.organization);
    });
    giveColours(models, int(catalogue.models().size()));
    if (!wanted.isEmpty()) {
        std::erase_if(models, [&](const ProbedModel& m) { return !wanted.contains(m.subject()); });
    }
    return models;
}

} // namespace plimsoll
