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

// The targets are shared out among the hands as each becomes free; the first works in this thread.
// Throws what one of them threw.
void visitInParallel(const std::vector<ScanHand>& hands, const std::vector<StoredTarget>& targets,
                     const SampleQuestion& question, const StoreReader::VisitSamples& visit);

} // namespace plimsoll::sqlite
