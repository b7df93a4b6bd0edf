// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/result.h"

#include <functional>
#include <utility>
#include <vector>

namespace plimsoll {

// One step of an answer that has several parts, each read only where it is asked for.
template<typename Parts>
struct PartStep
{
    Parts of; // none: of every answer
    std::function<Result<void>()> fill;
};

// Those that are wanted, in their order, up to the first that fails.
template<typename Parts>
Result<void> fillParts(const std::vector<PartStep<Parts>>& steps, Parts wanted)
{
    for (const PartStep<Parts>& step : steps) {
        if ((wanted & step.of) != step.of) {
            continue;
        }
        if (auto done = step.fill(); !done) {
            return done;
        }
    }
    return {};
}

template<typename T>
Result<void> put(Result<T> answer, T& place)
{
    if (!answer) {
        return answer.error();
    }
    place = std::move(*answer);
    return {};
}

} // namespace plimsoll
