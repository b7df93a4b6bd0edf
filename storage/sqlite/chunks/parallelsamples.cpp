// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/chunks/parallelsamples.h"

#include "storage/sqlite/statement.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <exception>
#include <thread>

namespace plimsoll::sqlite {

namespace {

using Sight = std::array<qint64, 4>;

// What differs between any two moments of the rows: packing moves them, probes add to them.
Sight sightOf(SQLite::Database& db)
{
    SQLite::Statement packed(
        db, "SELECT coalesce(sum(rows), 0), coalesce(sum(checksum), 0) FROM chunk");
    SQLite::Statement live(db, "SELECT count(*), coalesce(max(seq), 0) FROM observation");
    packed.executeStep();
    live.executeStep();
    return {intAt(packed, 0), intAt(packed, 1), intAt(live, 0), intAt(live, 1)};
}

} // namespace

bool seeTheSame(SQLite::Database& a, SQLite::Database& b)
{
    return sightOf(a) == sightOf(b);
}

void visitInParallel(const std::vector<ScanHand>& hands, const std::vector<StoredTarget>& targets,
                     const SampleQuestion& question, const StoreReader::VisitSamples& visit)
{
    std::atomic_size_t taken = 0;
    std::atomic_bool stopped = false;
    std::vector<std::exception_ptr> failures(hands.size());
    const auto work = [&](std::size_t worker) {
        try {
            for (std::size_t i = 0; taken++ < targets.size() && !stopped; ++i) {
                const StoredTarget& target = targets[worker == 0 ? i : targets.size() - 1 - i];
                const bool goesOn =
                    hands[worker].sampler.visit(target, question, [&](const SampleBlock& block) {
                        return !stopped && visit(int(worker), block);
                    });
                stopped = stopped || !goesOn;
            }
        } catch (...) { // carried over to the thread that asked
            failures[worker] = std::current_exception();
            stopped = true;
        }
    };
    std::vector<std::thread> others;
    for (std::size_t worker = 1; worker < hands.size(); ++worker) {
        others.emplace_back(work, worker);
    }
    work(0);
    std::ranges::for_each(others, &std::thread::join);
    for (const std::exception_ptr& failure : failures) {
        if (failure) {
            std::rethrow_exception(failure);
        }
    }
}

} // namespace plimsoll::sqlite
