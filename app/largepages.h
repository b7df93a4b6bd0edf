// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace plimsoll {

// Takes the first tens of megabytes of the heap from the system in large pages, where it has them
// (Linux with glibc; elsewhere this does nothing). A program that starts, or reads a large store,
// touches thousands of small pages for the first time, and each is a fault. Call it first, from the
// only thread.
void preferLargePages();

} // namespace plimsoll
