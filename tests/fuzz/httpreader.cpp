// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/httpreader.h"

#include "tests/fuzz/input.h"

// Input: two characters that say how the bytes are cut into pieces, then the answer.

using namespace plimsoll;
using namespace plimsoll::fuzz;

namespace {

struct Read
{
    HttpReader::State atEnd; // when all bytes were there
    HttpReader::State closed; // when the connection had ended as well
    int status = 0;
    quint8 version = 0;
    HeaderList headers;
    QByteArray body;

    bool operator==(const Read&) const = default;
};

bool isFinal(HttpReader::State state)
{
    return state == HttpReader::State::Complete || state == HttpReader::State::Bad;
}

Read readInPieces(const QByteArray& answer, qsizetype first, qsizetype step)
{
    HttpReader reader;
    Read read;
    for (qsizetype at = 0; at < answer.size();) {
        const qsizetype length = std::min(at == 0 ? first : step, answer.size() - at);
        const HttpReader::State before = reader.state();
        const HttpReader::State after = reader.feed(QByteArrayView(answer).sliced(at, length));
        check(after == reader.state(), "what is told is what is");
        check(!isFinal(before) || before == after, "an end is an end");
        read.body += reader.takeBody();
        at += length;
    }
    read.atEnd = reader.state();
    read.closed = reader.finish();
    read.body += reader.takeBody();
    read.status = reader.status();
    read.version = reader.version();
    read.headers = reader.headers();
    check((read.closed == HttpReader::State::Bad) == !reader.problem().isEmpty(),
          "what is not HTTP has a reason, and nothing else has");
    return read;
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    Input input(data, size);
    const qsizetype first = 1 + input.takeByte();
    const qsizetype step = 1 + input.takeByte();
    const QByteArray answer = input.rest();

    const Read whole = readInPieces(answer, std::max<qsizetype>(answer.size(), 1), 1);
    const Read pieces = readInPieces(answer, first, step);
    // A broken answer may be called broken sooner or later, and so cut instead: the grammar looks
    // beyond the line's end in the quoted extension of a chunk. Both are failures.
    const auto isWhole = [](const Read& read) {
        return read.closed == HttpReader::State::Complete;
    };
    check(isWhole(whole) == isWhole(pieces),
          "whether an answer is whole does not depend on how the bytes are cut");
    check(!isWhole(whole) || whole == pieces, "nor does the answer");
    check(whole.body.size() <= answer.size(), "nothing is made up");
    const bool known =
        whole.closed == HttpReader::State::Body || whole.closed == HttpReader::State::Complete;
    check(!known || (whole.status >= 200 && whole.status <= 999), "an answer has a status");
    check(!known || whole.version == 10 || whole.version == 11, "and a version");
    return 0;
}
