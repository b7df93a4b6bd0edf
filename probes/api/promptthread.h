// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace plimsoll {

// Asks the scheduler to run the calling thread, and those it starts from now on, as soon as they
// have something to do. Without it a thread that is woken by an answer may wait for several
// milliseconds behind a busy thread of the same core, and that wait would be measured as latency of
// the service. Needs no privilege. Effective on Linux 6.12 and later; elsewhere nothing changes.
void becomePrompt();

} // namespace plimsoll
