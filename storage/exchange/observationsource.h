// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/exchange/observationline.h"

#include <QIODevice>

#include <memory>

namespace plimsoll {

// One observation of a file, or what is wrong with it.
struct SourceRow
{
    qint64 line = 0; // where it begins, from 1
    qint64 number = 0; // of the row, from 1: its seq where the file tells none
    std::optional<ExchangedObservation> exchanged {}; // only when there is no problem
    QStringList problems {}; // each a sentence without the line and without its full stop
};

// Reads observations from a file, one after the other, without holding the file.
class ObservationSource
{
public:
    virtual ~ObservationSource() = default;
    virtual std::optional<SourceRow> next() = 0; // absent: the end
    virtual QStringList notices() const { return {}; } // what is left out, in sentences
};

// JSON lines where the first character is "{", else CSV as writeObservationsCsv() writes it. Error:
// BadData when the header lacks a column that is needed. The device outlives the source.
Result<std::unique_ptr<ObservationSource>> openObservationSource(QIODevice& device);

} // namespace plimsoll
