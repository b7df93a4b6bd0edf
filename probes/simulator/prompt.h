// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"

#include <QByteArray>
#include <QJsonObject>

#include <chrono>
#include <optional>
#include <vector>

namespace plimsoll::simulator {

// A place in a prompt that is marked with cache_control: everything up to it may be cached.
struct CachePoint
{
    QByteArray digest; // of every byte up to there, and of what it must not be mixed with
    qint64 tokens = 0; // up to there
    std::chrono::minutes lifetime {5};
};

struct Prompt
{
    qint64 tokens = 8; // all of it
    std::vector<CachePoint> points; // in order
};

// Reads "system" and "messages". Prompts of another owner (a key, a model) never match.
Prompt readPrompt(const QJsonObject& body, const QByteArray& owner);
// What is wrong with the marks, in the words of the API; absent when nothing is.
std::optional<QByteArray> cacheMistake(const QJsonObject& body);
// The text of a content that is a string or a list of blocks.
QString textOf(const QJsonValue& content);

} // namespace plimsoll::simulator
