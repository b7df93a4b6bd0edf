// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/domain/catalogue.h"

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

constexpr qsizetype dateLength = 9; // "-20251101"

// "claude-opus-4-5" of "claude-opus-4-5-20251101"; "" of an id without a date.
QString withoutDate(const QString& id)
{
    const qsizetype base = id.size() - dateLength;
    const bool dated = base > 0 && id[base] == QLatin1Char('-')
        && std::all_of(id.begin() + base + 1, id.end(),
                       [](QChar c) { return c >= QLatin1Char('0') && c <= QLatin1Char('9'); });
    return dated ? id.first(base) : QString();
}

// The newest price that holds at the moment, of the shortest length tier that the prompt fits in.
const Price* priceAt(const std::vector<Price>& prices, TimePoint at, qint64 promptTokens)
{
    const Price* best = nullptr;
    for (const Price& price : prices) {
        if (price.validFrom > at
            || (price.maxPromptTokens && promptTokens > *price.maxPromptTokens)) {
            continue;
        }
        const bool newer = !best || price.validFrom > best->validFrom;
        const bool shorter = best && price.validFrom == best->validFrom && price.maxPromptTokens
            && (!best->maxPromptTokens || *price.maxPromptTokens < *best->maxPromptTokens);
        if (newer || shorter) {
            best = &price;
        }
    }
    return best;
}

} // namespace

const ModelInfo* Catalogue::find(const QString& model) const
{
    if (const auto known = m_index.constFind(model); known != m_index.constEnd()) {
        return &m_models[*known];
    }
    // Another day of a model whose days we do not know is that model; of two days that we know
    // neither is the other.
    const QString base = withoutDate(model);
    const auto known = base.isEmpty() ? m_index.constEnd() : m_index.constFind(base);
    return known != m_index.constEnd() && m_models[*known].id == base ? &m_models[*known] : nullptr;
}

QString Catalogue::displayName(const QString& model) const
{
    const ModelInfo* info = find(model);
    return info ? info->displayName : model;
}

QString Catalogue::pool(const QString& model) const
{
    const ModelInfo* info = find(model);
    return info ? info->pool : model;
}

std::optional<Price> Catalogue::price(const QString& model, TimePoint at, qint64 promptTokens) const
{
    const ModelInfo* info = find(model);
    const Price* price = info ? priceAt(info->prices, at, promptTokens) : nullptr;
    return price ? std::optional(*price) : std::nullopt;
}

std::optional<qint64> Catalogue::costNanoUsd(const QString& model, const Usage& usage,
                                             TimePoint at) const
{
    if (!usage.input || !usage.output) {
        return std::nullopt;
    }
    const qint64 written = usage.cacheWrite.value_or(0);
    const qint64 read = usage.cacheRead.value_or(0);
    const auto known = price(model, at, *usage.input + written + read);
    if (!known || (written > 0 && !known->cacheWrite) || (read > 0 && !known->cacheRead)) {
        return std::nullopt;
    }
    // USD per million tokens is micro-USD per token, so 1000 nano-USD a token.
    const double microUsd = double(*usage.input) * known->input
        + double(*usage.output) * known->output + double(written) * known->cacheWrite.value_or(0)
        + double(read) * known->cacheRead.value_or(0);
    return qint64(std::llround(microUsd * 1000));
}

void Catalogue::merge(const Catalogue& other)
{
    for (const ModelInfo& model : other.m_models) {
        const auto it = std::ranges::find(m_models, model.id, &ModelInfo::id);
        if (it == m_models.end()) {
            m_models.push_back(model);
        } else {
            *it = model;
        }
    }
    indexAgain();
}

void Catalogue::setPrices(const QString& model, std::vector<Price> prices)
{
    std::ranges::stable_sort(prices, {}, &Price::validFrom);
    known(model).prices = std::move(prices);
}

ModelInfo& Catalogue::known(const QString& model)
{
    if (const ModelInfo* info = find(model)) {
        return m_models[std::size_t(info - m_models.data())];
    }
    ModelInfo added;
    added.id = model;
    added.displayName = model;
    added.pool = model;
    m_models.push_back(std::move(added));
    indexAgain();
    return m_models.back();
}

void Catalogue::indexAgain()
{
    m_index.clear();
    for (std::size_t i = 0; i < m_models.size(); ++i) {
        const QString base = withoutDate(m_models[i].id);
        const auto newest = m_index.constFind(base);
        // The alias stands for the newest day; days sort as text.
        if (!base.isEmpty()
            && (newest == m_index.constEnd() || m_models[*newest].id < m_models[i].id)) {
            m_index[base] = i;
        }
    }
    for (std::size_t i = 0; i < m_models.size(); ++i) {
        m_index[m_models[i].id] = i; // an id that is listed stands for itself
    }
}

} // namespace plimsoll
