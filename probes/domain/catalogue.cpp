// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/domain/catalogue.h"

#include <QFile>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <toml++/toml.h>

namespace plimsoll {

namespace {

QString text(const toml::table& table, std::string_view key)
{
    const auto value = table[key].value<std::string>();
    return value ? QString::fromStdString(*value) : QString();
}

std::optional<TimePoint> date(const toml::table& table, std::string_view key)
{
    const auto value = table[key].value<toml::date>();
    if (!value) {
        return std::nullopt;
    }
    return std::chrono::sys_days(std::chrono::year(value->year) / int(value->month)
                                 / int(value->day));
}

Price priceFrom(const toml::table& table)
{
    Price price;
    price.validFrom = date(table, "from").value_or(TimePoint {});
    price.maxPromptTokens = table["max_prompt_tokens"].value<int64_t>();
    price.input = table["input"].value_or(0.0);
    price.output = table["output"].value_or(0.0);
    price.cacheWrite = table["cache_write"].value<double>();
    price.cacheRead = table["cache_read"].value<double>();
    return price;
}

ModelInfo modelFrom(const toml::table& table)
{
    ModelInfo model;
    model.id = text(table, "id");
    model.displayName = text(table, "name");
    model.line = text(table, "line");
    model.pool = text(table, "pool");
    model.successor = text(table, "successor");
    model.released = date(table, "released").value_or(TimePoint {});
    model.retires = date(table, "retires");
    model.acceptsZeroTokens = table["accepts_zero_tokens"].value_or(true);
    model.cacheMinTokens = table["cache_min_tokens"].value<int64_t>();
    model.series = int(table["series"].value_or(int64_t {0}));
    if (const auto* rejected = table["rejected_thinking"].as_array()) {
        for (const auto& type : *rejected) {
            model.rejectedThinking.push_back(QString::fromStdString(type.value_or(std::string())));
        }
    }
    if (const auto* prices = table["prices"].as_array()) {
        for (const auto& row : *prices) {
            if (const auto* price = row.as_table()) {
                model.prices.push_back(priceFrom(*price));
            }
        }
    }
    std::ranges::stable_sort(model.prices, {}, &Price::validFrom);
    return model;
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

const Catalogue& Catalogue::shipped()
{
    static const Catalogue catalogue = [] {
        QFile file(QStringLiteral(":/plimsoll/models.toml"));
        const bool opened = file.open(QIODevice::ReadOnly);
        auto parsed = fromToml(opened ? file.readAll() : QByteArray(), file.fileName());
        Q_ASSERT_X(parsed, "Catalogue", "the shipped table must parse");
        return *parsed;
    }();
    return catalogue;
}

Result<Catalogue> Catalogue::fromToml(const QByteArray& text, const QString& origin)
{
    try {
        const toml::table root =
            toml::parse(std::string_view(text.constData(), std::size_t(text.size())));
        Catalogue catalogue;
        if (const auto* models = root["model"].as_array()) {
            for (const auto& row : *models) {
                if (const auto* table = row.as_table()) {
                    catalogue.m_models.push_back(modelFrom(*table));
                }
            }
        }
        return catalogue;
    } catch (const toml::parse_error& error) {
        return Error {Error::Code::Config,
                      QStringLiteral("%1, line %2: %3")
                          .arg(origin)
                          .arg(error.source().begin.line)
                          .arg(QString::fromUtf8(error.description().data(),
                                                 qsizetype(error.description().size())))};
    }
}

const ModelInfo* Catalogue::find(const QString& model) const
{
    const auto exact = std::ranges::find(m_models, model, &ModelInfo::id);
    if (exact != m_models.end()) {
        return &*exact;
    }
    // "claude-opus-4-5" is the alias of "claude-opus-4-5-20251101", and the other way round.
    const auto alias = std::ranges::find_if(m_models, [&model](const ModelInfo& known) {
        const auto dated = [](const QString& longer, const QString& shorter) {
            return longer.size() == shorter.size() + 9 && longer.startsWith(shorter)
                && longer[shorter.size()] == QLatin1Char('-');
        };
        return dated(model, known.id) || dated(known.id, model);
    });
    return alias == m_models.end() ? nullptr : &*alias;
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

std::optional<qint64> Catalogue::costNanoUsd(const QString& model, const Usage& usage,
                                             TimePoint at) const
{
    const ModelInfo* info = find(model);
    if (!info || !usage.input || !usage.output) {
        return std::nullopt;
    }
    const qint64 written = usage.cacheWrite.value_or(0);
    const qint64 read = usage.cacheRead.value_or(0);
    const Price* price = priceAt(info->prices, at, *usage.input + written + read);
    if (!price || (written > 0 && !price->cacheWrite) || (read > 0 && !price->cacheRead)) {
        return std::nullopt;
    }
    // USD per million tokens is micro-USD per token, so 1000 nano-USD a token.
    const double microUsd = double(*usage.input) * price->input
        + double(*usage.output) * price->output + double(written) * price->cacheWrite.value_or(0)
        + double(read) * price->cacheRead.value_or(0);
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
}

void Catalogue::setPrices(const QString& model, std::vector<Price> prices)
{
    std::ranges::stable_sort(prices, {}, &Price::validFrom);
    const ModelInfo* known = find(model);
    if (!known) {
        ModelInfo added;
        added.id = model;
        added.displayName = model;
        added.pool = model;
        m_models.push_back(std::move(added));
        known = &m_models.back();
    }
    m_models[std::size_t(known - m_models.data())].prices = std::move(prices);
}

} // namespace plimsoll
