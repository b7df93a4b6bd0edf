// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/streamstate.h"

#include <QJsonDocument>

namespace plimsoll {

void readUsage(const QJsonObject& object, Usage& usage)
{
    const auto read = [&object](QStringView key, std::optional<qint64>& into) {
        const QJsonValue value = object[key];
        constexpr qint64 absurd = 1'000'000'000; // no price table is made for it
        const qint64 tokens = value.toInteger(-1);
        if (tokens >= 0 && tokens < absurd) {
            into = tokens;
        }
    };
    read(u"input_tokens", usage.input);
    read(u"output_tokens", usage.output);
    read(u"cache_creation_input_tokens", usage.cacheWrite);
    read(u"cache_read_input_tokens", usage.cacheRead);
}

void StreamState::take(const StreamEvent& event, Micros at)
{
    ++m_events;
    if (m_complete) {
        return;
    }
    // Errors arrive with and without an event line, so the type inside the data decides.
    const QJsonObject data = QJsonDocument::fromJson(event.data).object();
    const QString type = data[u"type"].toString();
    if (type == u"content_block_delta") {
        takeDelta(at);
    } else if (type == u"message_start") {
        m_started = true;
        readUsage(data[u"message"][u"usage"].toObject(), m_usage);
    } else if (type == u"message_delta") {
        readUsage(data[u"usage"].toObject(), m_usage);
    } else if (type == u"message_stop") {
        m_complete = true;
    } else if (type == u"error" || event.name == "error") {
        m_error = apiErrorIn(data).value_or(ApiError {});
        m_complete = true;
    }
}

void StreamState::takeDelta(Micros at)
{
    if (m_firstToken) {
        m_tokenGaps.push_back(at - m_lastToken);
    } else {
        m_firstToken = at;
    }
    m_lastToken = at;
}

} // namespace plimsoll
