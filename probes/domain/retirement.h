// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"

namespace plimsoll {

// Whether the service announced or tells that the model answers 404 by now.
bool isRetired(const ModelInfo& model, TimePoint now);

// What a person should know about the end of a model, as one sentence that proposes the successor;
// absent while its end is not known or more than 30 days away:
//     claude-sonnet-4-5 retires on 2026-11-30, in 9 days; probe claude-sonnet-5-5 instead
// `model` is the id in use, which may be an alias of what `info` describes.
std::optional<QString> retirementNotice(const QString& model, const ModelInfo& info, TimePoint now);

// What to say when the service answered 404 for a model, whatever we knew of it.
QString goneNotice(const QString& model, const ModelInfo* info, TimePoint now);

} // namespace plimsoll
