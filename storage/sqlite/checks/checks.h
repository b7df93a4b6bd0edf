// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/rows/lostrows.h"
#include "storage/sqlite/sqlitereader.h"

#include <optional>

namespace plimsoll::sqlite {

// What verification is made of. Each adds a sentence to `found` for what does not agree.
struct Checked
{
    const SqliteReader& reader;
    std::vector<StoredTarget> targets;
    // Raw data of earlier times were taken away by retention, so what sums them up stands alone.
    TimePoint rawFrom;
    LostRows lost; // by a recovery
};

// Each chunk unpacks to the rows, seqs and moments that its entry names, and no seq is there twice.
void checkChunks(const Checked& store, QStringList& found);
// Hours against the rows, days and weeks against the hours.
void checkRollups(const Checked& store, QStringList& found);
// Spans and newest readings against the rows.
void checkLimits(const Checked& store, QStringList& found);
// Of a recovered store, whose limit history knows more than its rows: each reading of a row lies in
// a span of its value.
void checkLimitCover(const Checked& store, QStringList& found);

QString timeText(TimePoint t);
QString text(const TargetId& target);

} // namespace plimsoll::sqlite
