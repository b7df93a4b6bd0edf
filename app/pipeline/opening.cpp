// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/opening.h"

#include "app/config/paths.h"
#include "storage/sqlite/place.h"
#include "storage/sqlite/sqlitestore.h"

#include <algorithm>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

constexpr TimeRange allTime {fromEpochMs(0), fromEpochMs(253'402'300'799'000)}; // to the year 9999

struct Opened
{
    std::optional<FileIdentity> file;
    bool written = false; // its gap and events
};

Result<void> writeOpening(const StoreOpening& opening, StoreWriter& writer, TimePoint now)
{
    const auto newest = writer.newestAt();
    if (!newest) {
        return newest.error();
    }
    const auto reader = openSqliteReader(opening.database);
    if (!reader) {
        return reader.error();
    }
    const auto info = (*reader)->info();
    if (!info) {
        return info.error();
    }
    if (const auto fits = refuseMixing(opening, *info); !fits) {
        return fits;
    }
    const auto known = (*reader)->events(allTime);
    if (!known) {
        return known.error();
    }
    const auto gaps = (*reader)->gaps({newest->value_or(now), now});
    if (!gaps) {
        return gaps.error();
    }
    const Batch batch = openingBatch(opening, lastSign(*newest, *gaps), *known, now);
    if (batch.isEmpty()) {
        return {};
    }
    const auto receipt = writer.append(batch);
    return receipt ? Result<void>() : Result<void>(receipt.error());
}

} // namespace

Result<void> refuseMixing(const StoreOpening& opening, const StoreInfo& info)
{
    if (!info.demo || opening.demo) {
        return {};
    }
    return Error {
        Error::Code::CannotCreate,
        u"%1 holds simulated history. Measured probes go into another database: choose "
        "one with --db or [storage] path, or move this file away."_s.arg(opening.database)};
}

std::optional<TimePoint> lastSign(std::optional<TimePoint> newest, const std::vector<Gap>& gaps)
{
    for (const Gap& gap : gaps) {
        newest = std::max(newest, std::optional(gap.range.to));
    }
    return newest;
}

Batch openingBatch(const StoreOpening& opening, std::optional<TimePoint> alive,
                   const std::vector<Event>& known, TimePoint now)
{
    Batch batch;
    if (alive && now - *alive > opening.tolerance) {
        batch.gaps.push_back(
            {.range = {.from = *alive, .to = now}, .reason = GapReason::NotRunning});
    }
    for (const Event& event : opening.announced) {
        const bool there = std::ranges::any_of(known, [&event](const Event& other) {
            return other.at == event.at && other.title == event.title;
        });
        if (!there) {
            batch.events.push_back(event);
        }
    }
    return batch;
}

StoreService::OpenWriter storeOpener(const StoreOpening& opening,
                                     std::shared_ptr<const Clock> clock)
{
    // The file once it was opened; touched in the store thread alone. From then on no other will
    // do: a store that was taken away is not silently begun anew.
    const auto opened = std::make_shared<Opened>();
    return [opening, clock = std::move(clock), opened]() -> Result<std::unique_ptr<StoreWriter>> {
        if (const auto same = refuseOtherFile(opening.database, opened->file); !same) {
            return same.error();
        }
        if (const auto made = makePrivateParent(opening.database); !made) {
            return made.error();
        }
        auto writer = openSqliteWriter(
            opening.database, {.demo = opening.demo, .agent = {}, .retention = opening.retention});
        if (!writer || opened->written) {
            return writer;
        }
        opened->file = fileIdentity(opening.database);
        if (const auto written = writeOpening(opening, **writer, clock->now()); !written) {
            return written.error();
        }
        opened->written = true;
        return writer;
    };
}

} // namespace plimsoll
