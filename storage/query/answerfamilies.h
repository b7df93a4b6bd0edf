// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/answers.h"

namespace plimsoll {

// Adjusts the p values of the families of tests that answers() names (Benjamini and Hochberg), and
// sets what follows from them. A test that was not made is of no family.
void adjustFamilies(std::vector<ModelAnswers>& models);

} // namespace plimsoll
