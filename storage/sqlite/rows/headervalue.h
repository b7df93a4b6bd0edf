// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"

#include <QByteArray>

#include <string>
#include <string_view>

namespace plimsoll::sqlite {

// What a header value may be told relative to: columns of the same row.
struct RowContext
{
    TimePoint at;
    QByteArray requestId;
};

// Packs one header value in few bytes: numbers, the two date forms and the request id short, all
// else as it is. Unpacking gives back exactly the same bytes.
void packValue(std::string& to, const QByteArray& value, const RowContext& row);
QByteArray unpackValue(std::string_view& from, const RowContext& row);

} // namespace plimsoll::sqlite
