// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/answerheaders.h"
#include "tests/support/observationbuilder.h"

#include <array>
#include <random>

namespace plimsoll::bench {

// An ordinary answer with all its headers, limits and a request id; one in two hundred is an
// overload. Four targets share a model, each probed in another way.
inline Observation probed(std::mt19937& random, int target, TimePoint at)
{
    constexpr std::array kinds {ProbeKind::Admission, ProbeKind::Prefill, ProbeKind::Generation,
                                ProbeKind::Followup};
    constexpr int kindCount = int(kinds.size());
    const int number = int(random() % 100'000);
    test::ObservationBuilder builder(QStringLiteral("model-%1").arg(target / kindCount),
                                     kinds.at(std::size_t(target % kindCount)));
    builder.at(at)
        .latency(Micros(300'000 + number), Micros(400'000 + 3 * number), Micros(900'000 + number))
        .usage(9, 1, 70'000)
        .limit(LimitKind::Requests, 4000, 3999 - number % 50, at)
        .limit(LimitKind::InputTokens, 2'000'000, 1'999'000, at)
        .limit(LimitKind::OutputTokens, 400'000, 399'000, at)
        .requestId(QStringLiteral("req_011CPgTNFnZ1tNfZ%1").arg(number));
    if (number % 200 == 0) {
        builder.overloaded();
    } else {
        builder.headers(test::answerHeaders(at, number));
    }
    return builder;
}

} // namespace plimsoll::bench
