// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/headers.h"

#include <QString>

#include <memory>

namespace plimsoll {

// Reads one HTTP/1.0 or 1.1 answer from bytes that arrive in pieces (RFC 9112; the grammar is
// Boost.Beast's). Interim answers (1xx) are skipped. A body ends by its length, by its last chunk
// or with the connection; 204 and 304 have none. Bytes after the end are ignored.
class HttpReader
{
public:
    enum class State {
        Head, // status line and headers are not complete
        Body,
        Complete,
        Bad // not HTTP, or more head than any server sends
    };
    static constexpr qsizetype maxHeadBytes = 262'144;

    HttpReader();
    ~HttpReader();
    Q_DISABLE_COPY_MOVE(HttpReader)

    State feed(QByteArrayView bytes);
    // The other side closed the connection: completes a body that ends so. Head or Body afterwards
    // means that the answer is cut.
    State finish();
    State state() const { return m_state; }

    int interims() const { return m_interims; } // answers skipped so far
    // Something after them has arrived; while it is incomplete, it may be another one.
    bool hasBegun() const { return m_state != State::Head || !m_unread.isEmpty(); }
    int status() const; // 0 while in the head
    quint8 version() const; // 10 or 11, 0 while in the head
    const HeaderList& headers() const; // in the order received, names as sent; without trailers
    QByteArray takeBody(); // what came since the last call
    const QString& problem() const { return m_problem; } // of Bad

private:
    class Parser;

    State lookAtHead();
    State parse();
    State bad(const QString& problem);
    void skipInterim();

    std::unique_ptr<Parser> m_parser;
    QByteArray m_unread;
    qsizetype m_looked = 0; // of the head, whose end is not in them
    State m_state = State::Head;
    QString m_problem;
    int m_interims = 0;
};

} // namespace plimsoll
