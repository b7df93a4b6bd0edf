// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/classify.h"

#include "probes/api/observe.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/planted.h"

// Input: a line "KFPX" and the HTTP status, where K, F and P choose probe kind, failure and phase
// (0 is the first) and the bits of X say: 1 stream, 2 our line is down, 4 the password is the
// secret; then headers, an empty line, and the body.

using namespace plimsoll;
using namespace plimsoll::fuzz;

namespace {

constexpr unsigned kinds = probeKindCount;
constexpr unsigned failures = unsigned(Failure::Endless) + 1;

struct Case
{
    TargetId target;
    Exchange exchange;
    QByteArray secret;
};

HeaderList takeHeaders(Input& input)
{
    HeaderList headers;
    while (!input.isEmpty()) {
        const QByteArray line = planted(input.takeLine());
        if (line.isEmpty()) {
            break;
        }
        const qsizetype colon = line.indexOf(':');
        headers.emplace_back(line.left(colon < 0 ? line.size() : colon),
                             colon < 0 ? QByteArray() : line.mid(colon + 1).trimmed());
    }
    return headers;
}

StreamState streamOf(const QByteArray& body)
{
    StreamState state;
    EventStreamReader reader;
    for (const StreamEvent& event : reader.feed(body)) {
        state.take(event, Micros(1000 * (1 + state.events())));
    }
    return state;
}

Case read(Input input)
{
    Case made;
    Exchange& exchange = made.exchange;
    made.target = {QStringLiteral("claude-opus-4-7"), ProbeKind(input.takeChoice(kinds))};
    exchange.failure = Failure(input.takeChoice(failures));
    exchange.phase = Phase(1 + input.takeChoice(6));
    const unsigned bits = input.takeChoice(8);
    exchange.status = std::clamp(input.takeLine().trimmed().toInt(), 0, 999);
    exchange.at = exchange.answeredAt = fromEpochMs(1'793'000'000'000);
    exchange.host = QStringLiteral("api.example port 443");
    if ((bits & 2U) != 0) {
        exchange.lineDown = QStringLiteral("no second host answers either");
    }
    made.secret = (bits & 4U) != 0 ? plantedPassword() : plantedKey();
    exchange.headers = takeHeaders(input);
    exchange.redirectHost = headerValue(exchange.headers, "location").value_or(QByteArray());
    exchange.body = planted(input.rest());
    if ((bits & 1U) != 0 && exchange.status == 200) {
        exchange.stream = streamOf(exchange.body);
    }
    return made;
}

void checkLine(const QString& text, qsizetype longest)
{
    check(text.size() <= longest, "texts are bounded");
    for (const QChar c : text) {
        check(c.isPrint() || c.isSurrogate(), "texts hold nothing that a terminal obeys");
    }
}

void checkTexts(const Observation& o, const QByteArray& secret)
{
    checkLine(o.detail, 500);
    checkLine(o.errorType, 64);
    checkLine(o.errorCode, 64);
    checkLine(o.requestId, 128);
    checkLine(o.edge, 8 + qsizetype(sizeof("[redacted]")));
    check(o.bodyExcerpt.size() <= 2048, "the excerpt is bounded");
    // In one piece, which is searched faster; the blanks end what a percent sign begins.
    QByteArrayList texts {o.detail.toUtf8(),    o.errorType.toUtf8(), o.errorCode.toUtf8(),
                          o.requestId.toUtf8(), o.edge.toUtf8(),      o.bodyExcerpt};
    for (const auto& [name, value] : o.headers) {
        texts << name << value;
    }
    const QByteArray all = texts.join("   ");
    check(test::partOf(secret, all).isEmpty(), "no text holds a part of the secret");
    check(!holdsKey(all), "no text holds a key, whosever it is");
}

void checkOutcome(const Observation& o, const Exchange& exchange)
{
    const bool line = o.target.kind == ProbeKind::Line;
    const bool failed = o.outcome != Outcome::Ok;
    check(o.outcome != Outcome::Skipped, "what was sent was not skipped");
    check(!failed || !o.detail.isEmpty(), "a failure says why");
    check(!failed || o.failedIn != Phase::None, "a failure says where");
    check(failed || o.bodyExcerpt.isEmpty(), "bodies of good answers are not kept");
    check(failed || line || o.httpStatus == 200, "a good answer is HTTP 200");
    check(!isOverload(o.outcome) || o.httpStatus == 529 || o.httpStatus == 200,
          "overload is HTTP 529 or an error after HTTP 200");
    check(o.outcome != Outcome::OverloadedMid || exchange.stream, "mid-stream is in a stream");
    check(o.httpStatus != 429 || line || isLimited(o.outcome), "429 is a limit");
    check(!isLimited(o.outcome) || o.httpStatus == 429 || o.httpStatus == 200,
          "a limit is 429 or an error after HTTP 200");
    check(o.httpStatus != 529 || line || o.outcome == Outcome::OverloadedHttp, "529 is overload");

    OutcomeCounts counts;
    ++counts[o.outcome];
    check(counts.total() == 1, "every outcome is counted");
    check(counts.overloaded() <= counts.reached(), "overload is within the denominator");
    check(counts.reached() + counts.limited() <= 1, "no outcome is in two figures");
    check(!o.costNanoUsd || *o.costNanoUsd >= 0, "nothing costs less than nothing");
    check(isPaid(o.target.kind) || o.costNanoUsd == 0, "free probes cost nothing");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const Case made = read(Input(data, size));
    if (made.target.kind == ProbeKind::Line && made.exchange.status != 0) {
        return 0; // a line probe speaks no HTTP
    }
    const Observation first =
        observe(made.target, made.exchange, Catalogue::shipped(), Secrets {{made.secret}});
    checkTexts(first, made.secret);
    checkOutcome(first, made.exchange);
    check(first
              == observe(made.target, made.exchange, Catalogue::shipped(), Secrets {{made.secret}}),
          "the same exchange is judged the same again");
    return 0;
}
