// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/rejectedparameter.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr std::array roots {"max_tokens",        "messages",       "model",         "stream",
                            "stop_sequences",    "system",         "temperature",   "thinking",
                            "tool_choice",       "tools",          "top_k",         "top_p",
                            "metadata",          "service_tier",   "output_config", "cache_control",
                            "anthropic-version", "anthropic-beta", "x-api-key"};

// "messages.0.content" is of the root "messages".
bool isParameter(const QString& path)
{
    return std::ranges::any_of(roots, [&path](const char* root) {
        const QLatin1String name(root);
        return path == name
            || (path.startsWith(name) && (path[name.size()] == u'.' || path[name.size()] == u'['));
    });
}

QString firstParameter(const QRegularExpression& pattern, const QString& text)
{
    for (auto it = pattern.globalMatch(text); it.hasNext();) {
        const QString path = it.next().captured(1);
        if (isParameter(path)) {
            return path;
        }
    }
    return {};
}

QString fromDetails(const QJsonObject& details)
{
    for (const auto& key : {u"parameter"_s, u"param"_s, u"field"_s}) {
        const QString path = details[key].toString();
        if (isParameter(path)) {
            return path;
        }
    }
    return {};
}

} // namespace

QString rejectedParameter(const BodyReading& body)
{
    if (QString told = fromDetails(body.object[u"error"][u"details"].toObject()); !told.isEmpty()) {
        return told;
    }
    const QString message = body.error.message.left(2000);
    // From the surest to the weakest: in quotes or backticks, at the beginning before a colon, and
    // a word that is no English word.
    static const QRegularExpression quoted(u"[\"`']([a-z][a-z0-9_.\\[\\]-]*)[\"`']"_s);
    static const QRegularExpression leading(u"^\\s*([a-z][a-z0-9_.\\[\\]-]*)\\s*:"_s);
    static const QRegularExpression spoken(
        u"\\b(max_tokens|temperature|top_p|top_k|tool_choice|cache_control|stop_sequences|"
        "anthropic-version|thinking\\.[a-z0-9_.]*[a-z0-9_])"_s);
    for (const QRegularExpression& pattern : {quoted, leading, spoken}) {
        if (QString found = firstParameter(pattern, message); !found.isEmpty()) {
            return found;
        }
    }
    if (message.contains(u"adaptive thinking"_s, Qt::CaseInsensitive)) {
        return u"thinking.type.adaptive"_s;
    }
    return message.contains(u"prefill"_s, Qt::CaseInsensitive) ? u"messages"_s : QString();
}

} // namespace plimsoll
