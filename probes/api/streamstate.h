// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/api/apierror.h"
#include "probes/api/eventstream.h"
#include "probes/domain/observation.h"

#include <optional>
#include <vector>

namespace plimsoll {

// Follows one answer stream from message_start to message_stop. Times are since the request was
// sent. Unknown events are skipped, as the API asks of its clients.
class StreamState
{
public:
    void take(const StreamEvent& event, Micros at);

    bool isStarted() const { return m_started; }
    bool hasOutput() const { return m_firstToken.has_value(); } // a content_block_delta was seen
    bool isComplete() const { return m_complete; } // message_stop, or an error: nothing follows
    const std::optional<ApiError>& error() const { return m_error; }
    std::optional<Micros> firstToken() const { return m_firstToken; }
    const std::vector<Micros>& tokenGaps() const { return m_tokenGaps; }
    // Counts are cumulative in the stream: the newest of each is the total.
    const Usage& usage() const { return m_usage; }
    qsizetype events() const { return m_events; }

private:
    void takeDelta(Micros at);

    bool m_started = false;
    bool m_complete = false;
    std::optional<ApiError> m_error;
    std::optional<Micros> m_firstToken;
    Micros m_lastToken {0};
    std::vector<Micros> m_tokenGaps;
    Usage m_usage;
    qsizetype m_events = 0;
};

// The usage object of a message. Fields that are absent or null stay as they are in `usage`.
void readUsage(const QJsonObject& object, Usage& usage);

} // namespace plimsoll
