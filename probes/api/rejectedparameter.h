// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/api/apierror.h"

namespace plimsoll {

// Which parameter of the request the API names when it answers 400: "max_tokens",
// "thinking.type.disabled", "anthropic-version"; "" when it names none that we know. For a person
// and for how soon to try again, never for the outcome: the wording of messages is unstable.
QString rejectedParameter(const BodyReading& body);

} // namespace plimsoll
