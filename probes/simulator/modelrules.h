// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"

#include <QStringView>

namespace plimsoll::simulator {

// What a model takes and refuses. The list of models and the check of a request both ask here, so
// that a capability is false exactly when using it answers 400.
// Whether thinking of this type goes together with this effort ("" for none named).
bool acceptsEffort(const ModelInfo& model, const QString& thinkingType, QStringView effort);
bool refusesSampling(const ModelInfo& model); // temperature, top_p and top_k
bool refusesPrefill(const ModelInfo& model); // a last turn of the assistant
qint64 cacheMinimum(const ModelInfo& model); // tokens of the shortest prompt that is cached

} // namespace plimsoll::simulator
