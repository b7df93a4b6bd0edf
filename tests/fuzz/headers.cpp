// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/responseheaders.h"
#include "probes/domain/redact.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/planted.h"

// Input: header lines "name: value".

using namespace plimsoll;
using namespace plimsoll::fuzz;

namespace {

constexpr auto receivedAt = fromEpochMs(1'793'000'000'000);

HeaderList read(Input input)
{
    HeaderList headers;
    while (!input.isEmpty()) {
        const QByteArray line = planted(input.takeLine());
        const qsizetype colon = line.indexOf(':');
        headers.emplace_back(line.left(colon < 0 ? line.size() : colon),
                             colon < 0 ? QByteArray() : line.mid(colon + 1));
    }
    return headers;
}

void checkFacts(const HeaderFacts& facts)
{
    constexpr std::chrono::hours aDay(24);
    for (const LimitKind kind : limitKinds) {
        const LimitReading& reading = facts.limits[kind];
        check(!reading.limit || *reading.limit >= 0, "limits are counts");
        check(!reading.remaining || *reading.remaining >= 0, "what remains is a count");
        check(reading.isEmpty() || facts.namesLimits, "a limit that is read is named");
    }
    check(!facts.retryAfter || (*facts.retryAfter >= 0 * aDay && *facts.retryAfter <= 366 * aDay),
          "waiting is neither negative nor without end");
    check(!facts.origin || (*facts.origin >= 0 * aDay && *facts.origin <= aDay),
          "the service's time is a time");
    check(facts.requestId.size() <= 128 && facts.edge.size() <= 8, "names are bounded");
}

void checkStorable(const HeaderList& raw, const HeaderList& stored)
{
    check(raw.size() == stored.size(), "no header is lost");
    for (std::size_t i = 0; i < raw.size(); ++i) {
        const auto& [name, value] = stored[i];
        check(!holdsKey(name) && !holdsKey(value), "stored headers hold no key");
        check(!isSecretHeader(raw[i].first) || value == "[redacted]", "nor a cookie");
    }
    check(storable(stored) == stored, "what may be stored stays as it is");
}

bool same(const HeaderFacts& a, const HeaderFacts& b)
{
    return a.limits == b.limits && a.retryAfter == b.retryAfter && a.origin == b.origin
        && a.clockSkew == b.clockSkew && a.namesLimits == b.namesLimits;
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    HeaderList headers = read(Input(data, size));
    const HeaderFacts facts = readHeaders(headers, receivedAt);
    checkFacts(facts);
    checkStorable(headers, storable(headers));
    for (auto& header : headers) {
        header.first = header.first.toUpper();
    }
    check(same(facts, readHeaders(headers, receivedAt)), "names are compared without case");
    return 0;
}
