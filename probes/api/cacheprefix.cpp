// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/cacheprefix.h"

#include <QJsonObject>

#include <array>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

// The largest minimum of any model so far: right for one that the table does not know.
constexpr qint64 unknownMinimum = 4096;

// Common words of three to five letters are one token each in the older tokenizers; the newer ones
// make up to 1.35 of the same text.
constexpr std::array words {
    "air",  "beam",  "bow",  "boat",  "cabin", "cargo", "chart", "coast", "crew", "deck",
    "dock", "draft", "east", "fleet", "gale",  "haul",  "helm",  "hold",  "hull", "iron",
    "knot", "lamp",  "line", "load",  "mark",  "mast",  "north", "ocean", "oil",  "pilot",
    "port", "rope",  "sail", "salt",  "ship",  "shore", "star",  "storm", "tide", "west",
};

qint64 wordsOf(const ModelInfo* model)
{
    const qint64 minimum = model ? model->cacheMinTokens.value_or(unknownMinimum) : unknownMinimum;
    return minimum + minimum / 4;
}

// Half a token more than a word each, and the sentence with the nonce.
qint64 mostTokens(const ModelInfo* model)
{
    return wordsOf(model) * 3 / 2 + 64;
}

} // namespace

QJsonArray cachedSystem(const ModelInfo* model, quint64 nonce)
{
    QString text = u"Log %1. Answer with one word."_s.arg(nonce, 16, 16, QLatin1Char('0'));
    const qint64 count = wordsOf(model);
    text.reserve(text.size() + count * 6);
    quint64 state = nonce;
    for (qint64 i = 0; i < count; ++i) {
        // Knuth's multiplier of a 64-bit linear congruence; its upper bits choose.
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        text += u' ';
        text += QLatin1String(words[std::size_t((state >> 33) % words.size())]);
    }
    return {QJsonObject {{u"type"_s, u"text"_s},
                         {u"text"_s, text},
                         {u"cache_control"_s, QJsonObject {{u"type"_s, u"ephemeral"_s}}}}};
}

Usage cachePrefixUsage(const ModelInfo* model)
{
    return {0, 0, mostTokens(model), 0};
}

Usage cacheHitUsage(const ModelInfo* model)
{
    return {0, 0, 0, mostTokens(model)};
}

} // namespace plimsoll
