// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/learnedcatalogue.h"

using namespace Qt::StringLiterals;

namespace plimsoll {

Result<LearnedCatalogue> learnedCatalogue(const StoreReader& reader, Catalogue catalogue)
{
    const QString own = u"watch/models"_s;
    const auto memories = reader.memories(own);
    if (!memories) {
        return memories.error();
    }
    LearnedCatalogue learned {std::move(catalogue), std::nullopt};
    std::vector<std::vector<ListedModel>> lists; // by name: that of [api] comes first
    for (const Memory& memory : *memories) {
        if (memory.name != own && !memory.name.startsWith(u"watch/models/"_s)) {
            continue;
        }
        if (const auto page = readModelPage(memory.value); page && !page->models.empty()) {
            lists.push_back(page->models);
            learned.listedAt = std::max(learned.listedAt.value_or(memory.at), memory.at);
        }
    }
    learned.catalogue.learn(joined(lists));
    return learned;
}

Result<std::vector<ProbedModel>> askedModels(const StoreReader& reader, const Catalogue& given,
                                             const QStringList& wanted)
{
    const auto targets = reader.targets();
    if (!targets) {
        return targets.error();
    }
    const auto learned = learnedCatalogue(reader, given);
    if (!learned) {
        return learned.error();
    }
    return probedModels(*targets, learned->catalogue, wanted);
}

} // namespace plimsoll
