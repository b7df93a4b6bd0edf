// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/probedmodels.h"

#include <algorithm>

namespace plimsoll {

namespace {

// Position in the catalogue; behind its end when unknown.
std::size_t rank(const Catalogue& catalogue, const QString& model)
{
    const ModelInfo* info = catalogue.find(model);
    return info ? std::size_t(info - catalogue.models().data()) : catalogue.models().size();
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
        auto it = std::ranges::find(models, target.model, &ProbedModel::id);
        if (it == models.end()) {
            const ModelInfo* info = catalogue.find(target.model);
            models.push_back({target.model,
                              catalogue.displayName(target.model),
                              catalogue.pool(target.model),
                              info ? info->series : -1,
                              {}});
            it = models.end() - 1;
        }
        it->rateTargets.push_back(target);
    }
    std::ranges::sort(models, [&catalogue](const ProbedModel& a, const ProbedModel& b) {
        return std::pair(rank(catalogue, a.id), a.id) < std::pair(rank(catalogue, b.id), b.id);
    });
    // Colours are given before the choice is applied: a model keeps its colour whatever is shown.
    int next = int(catalogue.models().size());
    for (ProbedModel& model : models) {
        model.series = model.series < 0 ? next++ : model.series;
    }
    if (!wanted.isEmpty()) {
        std::erase_if(models, [&](const ProbedModel& m) { return !wanted.contains(m.id); });
    }
    return models;
}

} // namespace plimsoll
