// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/eventstream.h"

namespace plimsoll {

std::vector<StreamEvent> EventStreamReader::feed(QByteArrayView bytes)
{
    std::vector<StreamEvent> events;
    for (const char byte : bytes) {
        if (m_overflowed) {
            break;
        }
        const bool secondOfPair = m_skipLineFeed && byte == '\n';
        m_skipLineFeed = byte == '\r';
        if (secondOfPair) {
            continue;
        }
        if (byte == '\n' || byte == '\r') {
            endLine(events);
        } else {
            m_line.append(byte);
            m_overflowed = m_line.size() + m_event.data.size() > maxEventBytes;
        }
    }
    return events;
}

void EventStreamReader::endLine(std::vector<StreamEvent>& events)
{
    QByteArrayView line = m_line;
    if (m_firstLine && line.startsWith("\xEF\xBB\xBF")) {
        line = line.sliced(3);
    }
    m_firstLine = false;
    if (line.isEmpty()) {
        if (m_hasData) {
            events.push_back(m_event);
        }
        m_event = {};
        m_hasData = false;
    } else if (const qsizetype colon = line.indexOf(':'); colon < 0) {
        takeField(line, {});
    } else if (colon > 0) {
        QByteArrayView value = line.sliced(colon + 1);
        takeField(line.first(colon), value.startsWith(' ') ? value.sliced(1) : value);
    }
    m_line.clear();
}

void EventStreamReader::takeField(QByteArrayView name, QByteArrayView value)
{
    if (name == QByteArrayView("event")) {
        m_event.name = value.toByteArray();
    } else if (name == QByteArrayView("data")) {
        if (m_hasData) {
            m_event.data.append('\n');
        }
        m_event.data.append(value);
        m_hasData = true;
    }
}

} // namespace plimsoll
