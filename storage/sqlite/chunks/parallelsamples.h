// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/chunks/sampler.h"

namespace plimsoll::sqlite {

// One connection's part of a scan. Each lives in one thread at a time.
struct ScanHand
{
    SQLite::Database& db;
    const Sampler& sampler;
};

// Whether two connections look at the same rows: then both may answer one question.
bool seeTheSame(SQLite::Database& a, SQLite::Database& b);

// One hand or two. The first begins with the first target and works in this thread, the other with
// the last, until they meet: so each has most often what it had the time before, and finds it in
// its cache.
// Throws what one of them threw.
void visitInParallel(const std::vector<ScanHand>& hands, const std::vector<StoredTarget>& targets,
                     const SampleQuestion& question, const StoreReader::VisitSamples& visit);

} // namespace plimsoll::sqlite
