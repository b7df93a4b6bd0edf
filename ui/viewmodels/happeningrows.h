// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/happenings.h"
#include "ui/format/format.h"
#include "ui/viewmodels/celltable.h"

namespace plimsoll {

// What the filter tells apart.
enum class HappeningKind { Burst, Post, Limit, Told, Gap };

// One row of the table of happenings, with what it is sorted by and where it lies in the timeline.
struct HappeningRow
{
    QString key; // "burst/claude-opus-4-7/1795267930000"
    HappeningKind kind = HappeningKind::Told;
    QString lane; // subject of the model's lane; "": the lane of what was told
    TimeRange span; // empty: a moment
    std::chrono::milliseconds length {-1}; // below 0: it has none
    double overloaded = -1; // share; below 0: none
    std::vector<Cell> cells; // as the columns of happeningTable()
};

// All of them, newest first.
std::vector<HappeningRow> happeningRows(const Happenings& found, const Format& format);

enum class HappeningColumn { When, What, Model, Length, Overloaded, Posted, Source };

struct HappeningOrder
{
    HappeningColumn column = HappeningColumn::When;
    bool descending = true;

    bool operator==(const HappeningOrder&) const = default;
};

// A click on a column: another one begins at its more telling end, the same one turns round.
HappeningOrder orderAfterClick(HappeningOrder order, HappeningColumn clicked);

// Those of one kind, or all; of equal ones the newer first. The column of the order says which way
// it runs.
TableContent happeningTable(const std::vector<HappeningRow>& rows,
                            std::optional<HappeningKind> kind, HappeningOrder order,
                            const QString& zone);

// The text of a length: "≥" where an end was not seen, "≤" of a single probe.
QString lengthText(const MeasuredBurst& burst, const Numbers& numbers);
// "12 min 30 s late", "4 min before its begin".
QString lagText(std::chrono::milliseconds lag, const Numbers& numbers);

QString keyOf(const MeasuredBurst& burst);
QString keyOf(const ToldIncident& told);
QString keyOf(const LimitChange& change);
QString keyOf(const Event& event);
QString keyOf(const Gap& gap);

} // namespace plimsoll
