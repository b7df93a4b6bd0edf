// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"
#include "probes/domain/observation.h"
#include "probes/domain/result.h"

#include <QString>

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

// What is known of a model without asking: the shipped table resources/models.toml, entries of
// which a user may override.
struct ModelInfo
{
    QString id; // "claude-opus-4-7"
    QString displayName; // "Opus 4.7"
    QString line; // "opus"
    QString pool; // models that share limits: "Opus 4.x"
    QString successor; // proposed when this one is gone; "" if none
    TimePoint released;
    std::optional<TimePoint> retires;
    bool acceptsZeroTokens = true; // max_tokens: 0
    std::optional<qint64> cacheMinTokens; // shortest prompt that is cached; absent: not known
    std::vector<QString> rejectedThinking; // values of thinking.type that answer 400
    int series = 0; // fixed colour slot 0..3 of its charts; beyond that colours repeat with a dash
    std::vector<Price> prices; // oldest first
};

class Catalogue
{
public:
    // The table compiled into the program.
    static const Catalogue& shipped();
    static Result<Catalogue> fromToml(const QByteArray& text, const QString& origin);

    const std::vector<ModelInfo>& models() const { return m_models; }
    // Also finds dated ids whose dateless form is listed. Null when unknown.
    const ModelInfo* find(const QString& model) const;
    QString displayName(const QString& model) const; // the id itself when unknown
    QString pool(const QString& model) const; // the id itself when unknown: a pool of its own

    // Absent when the model or a price that the usage needs is unknown.
    std::optional<qint64> costNanoUsd(const QString& model, const Usage& usage, TimePoint at) const;
    // Entries of `other` replace or join ours.
    void merge(const Catalogue& other);
    // Replaces the prices of a model; an unknown one joins with its id as name and pool.
    void setPrices(const QString& model, std::vector<Price> prices);

private:
    std::vector<ModelInfo> m_models;
};

} // namespace plimsoll
