// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"

#include <QStringList>

namespace plimsoll {

// Ids of the catalogue's models that a text for people speaks of, in the catalogue's order: by id
// ("claude-opus-4-7"), by name ("Claude Opus 4.7 and Sonnet 4.6", "Opus 4.7, 4.6 and 4.5"), by a
// series ("Opus 4.x": all 4 point something) or by family ("elevated errors on Opus": every Opus).
// A version that the catalogue does not know names nobody.
QStringList modelsMentioned(const QString& text, const Catalogue& catalogue);

} // namespace plimsoll
