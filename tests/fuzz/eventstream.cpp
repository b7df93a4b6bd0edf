// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/eventstream.h"

#include "probes/api/streamstate.h"
#include "tests/fuzz/input.h"

// Input: two characters that say how the bytes are cut into pieces, then the stream.

using namespace plimsoll;
using namespace plimsoll::fuzz;

namespace {

struct Read
{
    std::vector<StreamEvent> events;
    StreamState state;
    bool overflowed = false;
};

Read readInPieces(const QByteArray& stream, qsizetype first, qsizetype step)
{
    Read read;
    EventStreamReader reader;
    for (qsizetype at = 0; at < stream.size();) {
        const qsizetype length = std::min(at == 0 ? first : step, stream.size() - at);
        for (const StreamEvent& event : reader.feed(QByteArrayView(stream).sliced(at, length))) {
            // The n-th event comes after n milliseconds, however the bytes were cut.
            read.state.take(event, Micros(1000 * read.state.events()));
            read.events.push_back(event);
        }
        at += length;
    }
    read.overflowed = reader.isOverflowed();
    return read;
}

// The same rules, told of the whole text at once: the reader must agree with it.
std::vector<StreamEvent> readAtOnce(QByteArray stream)
{
    if (stream.startsWith("\xEF\xBB\xBF")) {
        stream.remove(0, 3);
    }
    stream.replace("\r\n", "\n").replace('\r', '\n');
    QList<QByteArray> lines = stream.split('\n');
    lines.removeLast(); // not ended
    std::vector<StreamEvent> events;
    QByteArray name;
    QByteArrayList data;
    for (const QByteArray& line : lines) {
        const qsizetype colon = line.indexOf(':');
        const QByteArray field = colon < 0 ? line : line.left(colon);
        QByteArray value = colon < 0 ? QByteArray() : line.mid(colon + 1);
        if (value.startsWith(' ')) {
            value.remove(0, 1);
        }
        if (line.isEmpty()) {
            if (!data.isEmpty()) {
                events.push_back({name, data.join('\n')});
            }
            name.clear();
            data.clear();
        } else if (field == "event") {
            name = value;
        } else if (field == "data") {
            data << value;
        }
    }
    return events;
}

void checkTokens(const std::optional<qint64>& tokens)
{
    check(!tokens || (*tokens >= 0 && *tokens < 1'000'000'000), "token counts are sane");
}

void checkState(const StreamState& state)
{
    check(state.error() == std::nullopt || state.isComplete(), "an error ends the stream");
    check(state.hasOutput() || state.tokenGaps().empty(), "gaps are between tokens");
    for (const Micros gap : state.tokenGaps()) {
        check(gap > Micros(0) && gap.count() % 1000 == 0, "gaps are those of the events");
    }
    checkTokens(state.usage().input);
    checkTokens(state.usage().output);
    checkTokens(state.usage().cacheWrite);
    checkTokens(state.usage().cacheRead);
}

bool same(const StreamState& a, const StreamState& b)
{
    return a.isStarted() == b.isStarted() && a.isComplete() == b.isComplete()
        && a.error().has_value() == b.error().has_value() && a.firstToken() == b.firstToken()
        && a.tokenGaps() == b.tokenGaps() && a.usage() == b.usage() && a.events() == b.events()
        && (!a.error()
            || (a.error()->type == b.error()->type && a.error()->message == b.error()->message));
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    Input input(data, size);
    const qsizetype first = 1 + input.takeByte();
    const qsizetype step = 1 + input.takeByte();
    const QByteArray stream = input.rest();

    const Read whole = readInPieces(stream, std::max<qsizetype>(stream.size(), 1), 1);
    const Read pieces = readInPieces(stream, first, step);
    check(whole.events == pieces.events, "events do not depend on how the bytes are cut");
    check(same(whole.state, pieces.state), "nor does what is made of them");
    check(whole.overflowed == pieces.overflowed, "nor does the end by length");
    if (!whole.overflowed) {
        check(whole.events == readAtOnce(stream), "events are those of the standard");
    }
    checkState(whole.state);
    return 0;
}
