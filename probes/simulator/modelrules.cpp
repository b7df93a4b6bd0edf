// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/modelrules.h"

namespace plimsoll::simulator {

using namespace Qt::StringLiterals;

namespace {

TimePoint dateOf(int y, unsigned m, unsigned d)
{
    return std::chrono::sys_days(std::chrono::year(y) / int(m) / int(d));
}

} // namespace

bool acceptsThinking(const ModelInfo& model, const QString& type)
{
    return model.line.isEmpty() || thinkingSupport(model, type) == Support::Yes;
}

bool acceptsEffort(const ModelInfo& model, const QString& thinkingType, QStringView effort)
{
    const bool hard = effort == "xhigh"_L1 || effort == "max"_L1;
    return !(thinkingType == "disabled"_L1 && hard && model.thinksByDefault.value_or(false));
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

qint64 mostInput(const ModelInfo& model)
{
    return model.maxInputTokens.value_or(1'000'000);
}

qint64 mostOutput(const ModelInfo& model)
{
    return model.maxOutputTokens.value_or(128'000);
}

qint64 cacheMinimum(const ModelInfo& model)
{
    return model.cacheMinTokens.value_or(4096);
}

} // namespace plimsoll::simulator
