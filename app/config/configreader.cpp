// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/configreader.h"

#include "app/config/apireader.h"
#include "app/config/tablereader.h"
#include "app/config/targetreader.h"
#include "app/config/watchreader.h"

#include <QDir>

#include <algorithm>
#include <limits>
#include <string_view>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

// Absent: the key is not there. "none" sets no ceiling.
std::optional<std::optional<double>> readCeiling(TableReader& budget, const toml::table& table,
                                                 const QString& key)
{
    const toml::node* node = table.get(key.toStdString());
    if (node && node->value_exact<std::string>() == "none") {
        static_cast<void>(budget.has(key));
        return std::optional<double>();
    }
    const auto usd = budget.number(key);
    if (!usd) {
        return std::nullopt;
    }
    if (*usd < 0) {
        budget.problem(budget.line(key),
                       u"%1 in [budget] must not be negative; 0 sends free probes alone, \"none\" "
                       "sets no limit."_s.arg(key));
    }
    return std::optional(*usd);
}

void readBudget(TableReader& root, ParsedConfig& config)
{
    const toml::table* table = root.table(u"budget"_s);
    if (!table) {
        return;
    }
    TableReader budget(*table, u"[budget]"_s, config.problems);
    if (const auto perDay = readCeiling(budget, *table, u"usd_per_day"_s)) {
        config.settings.budget.usdPerDay = *perDay;
    }
    if (const auto perMonth = readCeiling(budget, *table, u"usd_per_month"_s)) {
        config.settings.budget.usdPerMonth = *perMonth;
    }
    if (const auto requests = budget.integer(u"requests_per_minute"_s)) {
        config.settings.budget.requestsPerMinute = int(std::clamp<qint64>(*requests, 0, 100'000));
        if (*requests < 1 || *requests > 100'000) {
            budget.problem(budget.line(u"requests_per_minute"_s),
                           u"requests_per_minute in [budget] must lie between 1 and 100000."_s);
        }
    }
    budget.finish();
}

// A price in USD per million tokens.
double readPrice(TableReader& reader, const QString& key)
{
    const auto value = reader.number(key);
    if (value && *value < 0) {
        reader.problem(reader.line(key),
                       u"%1 in %2 must not be negative."_s.arg(key, reader.name()));
    }
    return value.value_or(0);
}

Price readPriceRow(const toml::table& table, const QString& name, ConfigProblems& problems)
{
    TableReader reader(table, name, problems);
    Price price;
    price.validFrom = reader.moment(u"from"_s).value_or(TimePoint {});
    price.maxPromptTokens = reader.integer(u"max_prompt_tokens"_s);
    for (const auto& key : {u"input"_s, u"output"_s}) {
        if (!reader.has(key)) {
            reader.problem(reader.line(), u"%1 lacks the price \"%2\"."_s.arg(name, key));
        }
    }
    price.input = readPrice(reader, u"input"_s);
    price.output = readPrice(reader, u"output"_s);
    if (reader.has(u"cache_write"_s)) {
        price.cacheWrite = readPrice(reader, u"cache_write"_s);
    }
    if (reader.has(u"cache_read"_s)) {
        price.cacheRead = readPrice(reader, u"cache_read"_s);
    }
    reader.finish();
    return price;
}

void readPrices(TableReader& root, ParsedConfig& config)
{
    const toml::table* table = root.table(u"prices"_s);
    if (!table) {
        return;
    }
    for (const auto& [key, node] : *table) {
        const QString model = QString::fromUtf8(key.data(), qsizetype(key.length()));
        const QString name = u"[prices.\"%1\"]"_s.arg(model);
        TableReader prices(*table, u"[prices]"_s, config.problems);
        for (const toml::table* row : prices.tables(model, TableReader::Single::Allowed)) {
            config.settings.prices[model].push_back(readPriceRow(*row, name, config.problems));
        }
    }
}

void readLimits(TableReader& root, ParsedConfig& config)
{
    const toml::table* table = root.table(u"limits"_s);
    if (!table) {
        return;
    }
    TableReader limits(*table, u"[limits]"_s, config.problems);
    config.settings.tierFile = limits.text(u"tiers"_s).value_or(QString());
    limits.finish();
}

// A part of the settings by itself, so that a mistake in it has the line of its key.
template<typename Part>
void check(const Part& part, TableReader& storage, const QString& key)
{
    const QStringList mistakes = part.validate();
    for (const QString& mistake : mistakes) {
        storage.problem(storage.line(key), mistake);
    }
}

void readBackup(TableReader& storage, BackupPlan& plan)
{
    if (const auto every = storage.duration(u"backup_every"_s)) {
        plan.every = *every;
        check(BackupPlan {.every = *every}, storage, u"backup_every"_s);
    }
    if (const auto directory = storage.text(u"backup_directory"_s)) {
        plan.directory = *directory;
        check(BackupPlan {.directory = *directory}, storage, u"backup_directory"_s);
    }
    if (const auto keep = storage.integer(u"backup_keep"_s)) {
        plan.keep = int(std::clamp<qint64>(*keep, -1, std::numeric_limits<int>::max()));
        check(BackupPlan {.keep = plan.keep}, storage, u"backup_keep"_s);
    }
}

void readRetention(TableReader& storage, RetentionPolicy& retention)
{
    if (const auto keep = storage.duration(u"keep_raw"_s)) {
        const auto days = std::chrono::floor<std::chrono::days>(*keep);
        retention.keepRaw = days;
        if (days != *keep) {
            storage.problem(storage.line(u"keep_raw"_s),
                            u"keep_raw in [storage] must be whole days such as \"90d\" or \"26w\": "
                            "raw data are packed and let go of by the day."_s);
        } else {
            check(RetentionPolicy {.keepRaw = days, .maxBytes = {}}, storage, u"keep_raw"_s);
        }
    }
    if (const auto bytes = storage.byteSize(u"max_size"_s)) {
        retention.maxBytes = bytes;
        check(RetentionPolicy {.keepRaw = {}, .maxBytes = bytes}, storage, u"max_size"_s);
    }
}

void readStorage(TableReader& root, ParsedConfig& config)
{
    const toml::table* table = root.table(u"storage"_s);
    if (!table) {
        return;
    }
    TableReader storage(*table, u"[storage]"_s, config.problems);
    if (const auto path = storage.text(u"path"_s)) {
        config.settings.storage.path = *path;
        if (path->trimmed().isEmpty()) {
            storage.problem(storage.line(u"path"_s),
                            u"path in [storage] is empty; leave it out for the usual place."_s);
        }
    }
    readBackup(storage, config.settings.storage.backup);
    readRetention(storage, config.settings.storage.retention);
    if (const auto bytes = storage.byteSize(u"cache"_s)) {
        config.settings.storage.cacheBytes = bytes;
        StorageSettings cache {.path = u"-"_s};
        cache.cacheBytes = bytes;
        check(cache, storage, u"cache"_s);
    }
    storage.finish();
}

void readClaims(TableReader& root, ParsedConfig& config)
{
    const toml::table* table = root.table(u"claims"_s);
    if (!table) {
        return;
    }
    TableReader claims(*table, u"[claims]"_s, config.problems);
    if (const auto file = claims.text(u"file"_s)) {
        config.settings.claimsFile = *file;
        if (!QDir::isAbsolutePath(*file)) {
            claims.problem(
                claims.line(u"file"_s),
                u"file in [claims] must be an absolute path: programs that read it run in "
                "different directories."_s);
        }
    }
    claims.finish();
}

void readRoot(const toml::table& table, ParsedConfig& config)
{
    TableReader root(table, u"the file"_s, config.problems);
    for (const auto& key : {u"api"_s, u"organization"_s, u"line"_s, u"budget"_s, u"target"_s,
                            u"limits"_s, u"prices"_s, u"storage"_s, u"watch"_s, u"claims"_s}) {
        static_cast<void>(root.has(key));
    }
    readApi(root, config);
    readOrganizations(root, config);
    readLine(root, config);
    readBudget(root, config);
    readPrices(root, config);
    readLimits(root, config);
    readStorage(root, config);
    readWatch(root, config);
    readClaims(root, config);
    readTargets(root, config);
    root.finish();
}

} // namespace

ParsedConfig parseConfig(const QByteArray& text, const Settings& defaults)
{
    ParsedConfig config;
    config.settings = defaults;
    try {
        const toml::table table =
            toml::parse(std::string_view(text.constData(), std::size_t(text.size())));
        readRoot(table, config);
    } catch (const toml::parse_error& error) {
        const std::string_view why = error.description();
        config.problems.push_back({.line = int(error.source().begin.line),
                                   .sentence = u"this is not TOML: %1."_s.arg(
                                       QString::fromUtf8(why.data(), qsizetype(why.size())))});
    }
    return config;
}

} // namespace plimsoll
