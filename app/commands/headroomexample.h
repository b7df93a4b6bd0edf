// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/stats/headroom.h"

#include <QString>

#include <vector>

namespace plimsoll {

// A workload worth knowing, of resources/headroom.toml.
struct HeadroomExample
{
    QString name {}; // "five-agents"
    QString title {}; // a sentence
    QString note {}; // a sentence
    QString pool {}; // "Opus 4.x"
    stats::Workload load;
};

std::vector<HeadroomExample> headroomExamples();

} // namespace plimsoll
