// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace plimsoll {

// Reads "2 GiB", "1.5GiB", "500 MB", "4096 B": at most three digits after the point, powers of 1024
// (KiB MiB GiB TiB) or of 1000 (kB MB GB TB). A part of a byte is dropped. Nullopt for anything
// else: without its unit, or as "2G", it could mean two things.
std::optional<qint64> parseByteSize(QStringView text);

// The shortest text that parseByteSize() reads back to the same value: "2 GiB". Not negative.
QString formatByteSize(qint64 bytes);

// For people, three figures: "1.46 GiB", "20.5 MiB", "512 B".
QString roundByteSize(qint64 bytes);

} // namespace plimsoll
