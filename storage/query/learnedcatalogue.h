// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "storage/query/probedmodels.h"
#include "storage/store.h"

namespace plimsoll {

struct LearnedCatalogue
{
    Catalogue catalogue;
    std::optional<TimePoint> listedAt; // of the newest list it rests on; absent: the table alone
};

// A catalogue with what the service's own lists of models told last, as the store remembers them:
// "watch/models", and "watch/models/NAME" of each further organization. One that cannot be read
// teaches nothing.
Result<LearnedCatalogue> learnedCatalogue(const StoreReader& reader, Catalogue catalogue);

// The models that a question is about, as the store and what it learned know them; none named: all.
Result<std::vector<ProbedModel>> askedModels(const StoreReader& reader, const Catalogue& given,
                                             const QStringList& wanted);

} // namespace plimsoll
