// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/exchange/observationsource.h"

namespace plimsoll {

// Lines as observationLine() writes them; empty ones are passed over. The number of a row is that
// of its line.
class JsonLines final : public ObservationSource
{
public:
    explicit JsonLines(QIODevice& device);
    std::optional<SourceRow> next() override;

private:
    QByteArray readLine();

    QIODevice& m_device;
    qint64 m_line = 0;
    bool m_failed = false; // the device cannot be read any further
};

} // namespace plimsoll
