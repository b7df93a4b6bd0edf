// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/domain/catalogue.h"

#include <QFile>

#include <algorithm>
#include <string_view>
#include <toml++/toml.h>

namespace plimsoll {

namespace {

QString text(const toml::table& table, std::string_view key)
{
    const auto value = table[key].value<std::string>();
    return value ? QString::fromStdString(*value) : QString();
}

std::vector<QString> texts(const toml::table& table, std::string_view key)
{
    std::vector<QString> all;
    if (const auto* array = table[key].as_array()) {
        for (const auto& entry : *array) {
            all.push_back(QString::fromStdString(entry.value_or(std::string())));
        }
    }
    return all;
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
    model.maxInputTokens = table["max_input_tokens"].value<int64_t>();
    model.maxOutputTokens = table["max_output_tokens"].value<int64_t>();
    model.cacheMinTokens = table["cache_min_tokens"].value<int64_t>();
    model.acceptsZeroTokens = table["accepts_zero_tokens"].value_or(true);
    model.series = int(table["series"].value_or(int64_t {0}));
    model.thinksByDefault = table["thinks_by_default"].value<bool>();
    model.acceptedThinking = texts(table, "accepted_thinking");
    model.rejectedThinking = texts(table, "rejected_thinking");
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

} // namespace

const Catalogue& Catalogue::shipped()
{
    static const Catalogue catalogue = [] {
        QFile file(QStringLiteral(":/plimsoll/models.toml"));
        const bool opened = file.open(QIODevice::ReadOnly);
        auto parsed = fromToml(opened ? file.readAll() : QByteArray(), file.fileName());
        Q_ASSERT_X(parsed, "Catalogue", "the shipped table must parse");
        parsed->setTiers(TierTable::shipped());
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
        catalogue.indexAgain();
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

} // namespace plimsoll
