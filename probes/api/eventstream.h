// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace plimsoll {

// One server-sent event. The name is "" where the stream gave none.
struct StreamEvent
{
    QByteArray name;
    QByteArray data; // lines joined with \n

    bool operator==(const StreamEvent&) const = default;
};

// Reads server-sent events (WHATWG HTML, section 9.2.6) from bytes that arrive in pieces: the
// events are the same however the bytes are cut. Lines end with LF, CR or CRLF; comments and
// unknown fields are skipped; an event that the stream does not finish is no event.
class EventStreamReader
{
public:
    static constexpr qsizetype maxEventBytes = 262'144;

    // The events completed by these bytes.
    std::vector<StreamEvent> feed(QByteArrayView bytes);
    // A line or an event was longer than any the API sends; nothing more is read.
    bool isOverflowed() const { return m_overflowed; }

private:
    void endLine(std::vector<StreamEvent>& events);
    void takeField(QByteArrayView name, QByteArrayView value);

    QByteArray m_line;
    StreamEvent m_event;
    bool m_hasData = false;
    bool m_firstLine = true;
    bool m_skipLineFeed = false; // the CR before it has ended the line already
    bool m_overflowed = false;
};

} // namespace plimsoll
