// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"

#include <QLatin1String>
#include <QString>
#include <QStringView>

#include <optional>
#include <vector>

namespace plimsoll {

// List price in USD per million tokens, valid from a date and for prompts up to a length.
struct Price
{
    TimePoint validFrom; // valid until the next row's date
    std::optional<qint64>
        maxPromptTokens; // absent: any length; the shortest tier that fits applies
    double input = 0;
    double output = 0;
    std::optional<double> cacheWrite;
    std::optional<double> cacheRead;
};

// Where in its life a model is, as the service's list told last.
enum class Lifecycle {
    Unknown, // nobody told, or a word of which we do not know
    Active,
    Deprecated, // answers, but its end is announced
    Retired, // answers 404
    NotListed // a complete list does not name it: retired or not enabled for this key, we cannot
              // tell
};

QLatin1String name(Lifecycle lifecycle); // "active"
Lifecycle lifecycleFromName(QStringView name);

enum class Support { Unknown, Yes, No };

// What is known of a model: the shipped table resources/models.toml, entries of which a user may
// override, and on top of it what the service's own list tells (Catalogue::learn).
struct ModelInfo
{
    QString id; // "claude-opus-4-7"
    QString displayName; // "Opus 4.7"
    QString line; // "opus"
    QString pool; // models that share limits: "Opus 4.x"
    QString successor; // proposed when this one is gone; "" if none
    TimePoint released;
    Lifecycle lifecycle = Lifecycle::Unknown;
    std::optional<TimePoint> deprecatedAt;
    std::optional<TimePoint> retires;
    std::optional<qint64> maxInputTokens;
    std::optional<qint64> maxOutputTokens;
    bool acceptsZeroTokens = true; // max_tokens: 0
    std::optional<qint64> cacheMinTokens; // shortest prompt that is cached; absent: not known
    std::optional<bool> thinksByDefault; // without a `thinking` parameter; absent: unknown
    // Values of thinking.type that are taken, and those that answer 400; unknown when in neither.
    std::vector<QString> acceptedThinking;
    std::vector<QString> rejectedThinking;
    int series = 0; // fixed colour slot 0..3 of its charts; beyond that colours repeat with a dash
    std::vector<Price> prices; // oldest first
};

Support thinkingSupport(const ModelInfo& model, QStringView type);

} // namespace plimsoll
