// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retirements.h"

#include "probes/domain/retirement.h"

namespace plimsoll {

using namespace Qt::StringLiterals;

QString retirementWarnings(const Settings& settings, TimePoint now)
{
    const Catalogue catalogue = catalogueOf(settings);
    QStringList sentences;
    for (const Target& target : settings.targets) {
        const ModelInfo* info = catalogue.find(target.id.model);
        const auto notice = info ? retirementNotice(target.id.model, *info, now) : std::nullopt;
        if (notice && !sentences.contains(*notice + u'.')) {
            sentences << *notice + u'.';
        }
    }
    return sentences.join(u'\n');
}

} // namespace plimsoll
