// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/target.h"

#include <QString>

namespace plimsoll {

// What is measured, and told apart everywhere: a model as one organization gets it. As text it is
// the model's id, followed by "@" and the name of the organization unless that is the one of [api].
// The same text for two subjects cannot be: names of organizations begin with a letter, and what
// follows an "@" in a model's id is a date.
QString subjectText(const QString& model, const QString& organization);
QString subjectOf(const TargetId& target); // "claude-opus-4-7@acme"; "" when there is no model

// For a person: "Opus 4.7 (acme)".
QString subjectLabel(const QString& name, const QString& organization);

} // namespace plimsoll
