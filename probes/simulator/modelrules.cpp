// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/modelrules.h"

#include <algorithm>

namespace plimsoll::simulator {

using namespace Qt::StringLiterals;

namespace {

TimePoint dateOf(int y, unsigned m, unsigned d)
{
    return std::chrono::sys_days(std::chrono::year(y) / int(m) / int(d));
}

} // namespace

bool acceptsEffort(const ModelInfo& model, const QString& thinkingType, QStringView effort)
{
    const bool hard = effort == "xhigh"_L1 || effort == "max"_L1;
    return !(model.id == "claude-opus-5"_L1 && thinkingType == "disabled"_L1 && hard);
}

// Sampling went with the 5.5 family, prefill of the assistant's turn with 4.6.
bool refusesSampling(const ModelInfo& model)
{
    return model.released >= dateOf(2026, 9, 1);
}

bool refusesPrefill(const ModelInfo& model)
{
    return model.released >= dateOf(2026, 2, 1);
}

qint64 cacheMinimum(const ModelInfo& model)
{
    return model.cacheMinTokens.value_or(4096);
}

} // namespace plimsoll::simulator
