// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace plimsoll {

// What a crash leaves behind holds no key: the words of an exception that nobody caught are
// redacted, and no core file is written, for the keys are in memory.
void guardLastWords();

} // namespace plimsoll
