// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/configwriter.h"

#include "app/config/duration.h"
#include "probes/domain/redact.h"
#include "storage/bytesize.h"

#include <QDateTime>
#include <QJsonArray>
#include <QLocale>
#include <QRegularExpression>

#include <sstream>
#include <toml++/toml.h>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

std::string plain(const QString& text)
{
    return redacted(text).toStdString();
}

toml::date_time tomlTime(TimePoint t)
{
    const QDateTime utc = QDateTime::fromMSecsSinceEpoch(toEpochMs(t), Qt::UTC);
    const auto part = [](int value) { return uint8_t(value); };
    const toml::date day {utc.date().year(), utc.date().month(), utc.date().day()};
    const toml::time time {part(utc.time().hour()), part(utc.time().minute()),
                           part(utc.time().second()), uint32_t(utc.time().msec()) * 1'000'000U};
    return toml::date_time {day, time, toml::time_offset {}};
}

toml::table tableOf(const Price& price)
{
    toml::table table {
        {"from", tomlTime(price.validFrom)}, {"input", price.input}, {"output", price.output}};
    if (price.maxPromptTokens) {
        table.insert("max_prompt_tokens", int64_t(*price.maxPromptTokens));
    }
    if (price.cacheWrite) {
        table.insert("cache_write", *price.cacheWrite);
    }
    if (price.cacheRead) {
        table.insert("cache_read", *price.cacheRead);
    }
    return table;
}

toml::table tableOf(const Target& target)
{
    toml::table table {{"kind", std::string(name(target.id.kind).latin1())},
                       {"every", formatDuration(target.every).toStdString()},
                       {"sampling", std::string(name(target.sampling).latin1())},
                       {"timeout", formatDuration(target.timeout).toStdString()}};
    if (!target.id.model.isEmpty()) {
        table.insert("model", plain(target.id.model));
    }
    if (!target.id.organization.isEmpty()) {
        table.insert("organization", plain(target.id.organization));
    }
    if (target.sampling == Sampling::Fixed) {
        table.insert("jitter", target.jitter);
    }
    return table;
}

// What [api] and the tables of organizations have in common.
OrganizationSettings ofApi(const Settings& settings)
{
    return {.api = settings.api,
            .keyReference = settings.keyReference,
            .adminKeyReference = settings.adminKeyReference};
}

// References of keys, never keys.
toml::table tableOf(const OrganizationSettings& organization)
{
    toml::table table {{"base_url", plain(organization.api.baseUrl.toString())},
                       {"version", organization.api.version.toStdString()},
                       {"key", plain(organization.keyReference)}};
    if (!organization.adminKeyReference.isEmpty()) {
        table.insert("admin_key", plain(organization.adminKeyReference));
    }
    return table;
}

toml::table budgetTable(const BudgetSettings& budget)
{
    toml::table table {{"requests_per_minute", budget.requestsPerMinute}};
    const auto insert = [&table](const char* key, const std::optional<double>& usd) {
        if (usd) {
            table.insert(key, *usd);
        } else {
            table.insert(key, "none");
        }
    };
    insert("usd_per_day", budget.usdPerDay);
    insert("usd_per_month", budget.usdPerMonth);
    return table;
}

toml::array arrayOf(const std::vector<QUrl>& urls)
{
    toml::array array;
    for (const QUrl& url : urls) {
        array.push_back(plain(url.toString()));
    }
    return array;
}

// Lists that are left out stand for the public pages, which may grow: they stay left out.
toml::table watchTable(const WatchSettings& watch)
{
    toml::table table {{"enabled", watch.enabled},
                       {"every", formatDuration(watch.every).toStdString()},
                       {"models", watch.models}};
    if (watch.statusUrls) {
        table.insert("status_urls", arrayOf(*watch.statusUrls));
    }
    if (watch.documents) {
        table.insert("documents", arrayOf(*watch.documents));
    }
    return table;
}

toml::table storageTable(const StorageSettings& storage)
{
    toml::table table;
    if (!storage.path.isEmpty()) {
        table.insert("path", plain(storage.path));
    }
    if (storage.retention.keepRaw) {
        table.insert("keep_raw", plain(formatDuration(*storage.retention.keepRaw)));
    }
    if (storage.retention.maxBytes) {
        table.insert("max_size", plain(formatByteSize(*storage.retention.maxBytes)));
    }
    if (storage.cacheBytes) {
        table.insert("cache", plain(formatByteSize(*storage.cacheBytes)));
    }
    if (storage.backup.every.count() != 0) {
        table.insert("backup_every", plain(formatDuration(storage.backup.every)));
    }
    if (!storage.backup.directory.isEmpty()) {
        table.insert("backup_directory", plain(storage.backup.directory));
    }
    if (storage.backup.keep != BackupPlan {}.keep) {
        table.insert("backup_keep", storage.backup.keep);
    }
    return table;
}

QJsonValue jsonOf(const std::optional<std::vector<QUrl>>& urls)
{
    if (!urls) {
        return QJsonValue::Null;
    }
    QJsonArray array;
    for (const QUrl& url : *urls) {
        array.append(redacted(url.toString()));
    }
    return array;
}

toml::table tableOf(const Settings& settings)
{
    toml::table root {{"api", tableOf(ofApi(settings))}, {"budget", budgetTable(settings.budget)}};
    toml::table organizations;
    for (const auto& [name, organization] : settings.organizations) {
        organizations.insert(plain(name), tableOf(organization));
    }
    if (!organizations.empty()) {
        root.insert("organization", std::move(organizations));
    }
    if (!settings.line.checkHost.isEmpty()) {
        root.insert("line", toml::table {{"check_host", plain(settings.line.checkHost)}});
    }
    toml::array targets;
    for (const Target& target : settings.targets) {
        targets.push_back(tableOf(target));
    }
    root.insert("target", std::move(targets));
    toml::table prices;
    for (const auto& [model, rows] : settings.prices) {
        toml::array array;
        for (const Price& price : rows) {
            array.push_back(tableOf(price));
        }
        prices.insert(plain(model), std::move(array));
    }
    if (!prices.empty()) {
        root.insert("prices", std::move(prices));
    }
    if (!settings.tierFile.isEmpty()) {
        root.insert("limits", toml::table {{"tiers", plain(settings.tierFile)}});
    }
    root.insert("watch", watchTable(settings.watch));
    if (!settings.claimsFile.isEmpty()) {
        root.insert("claims", toml::table {{"file", plain(settings.claimsFile)}});
    }
    if (settings.storage != StorageSettings {}) {
        root.insert("storage", storageTable(settings.storage));
    }
    return root;
}

QJsonObject jsonOf(const Price& price)
{
    const auto orNull = [](const auto& value) {
        return value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
    };
    return {
        {u"from"_s,
         QDateTime::fromMSecsSinceEpoch(toEpochMs(price.validFrom), Qt::UTC).toString(Qt::ISODate)},
        {u"max_prompt_tokens"_s, orNull(price.maxPromptTokens)},
        {u"input"_s, price.input},
        {u"output"_s, price.output},
        {u"cache_write"_s, orNull(price.cacheWrite)},
        {u"cache_read"_s, orNull(price.cacheRead)}};
}

QJsonObject jsonOf(const OrganizationSettings& organization)
{
    const QString admin = redacted(organization.adminKeyReference);
    return {{u"base_url"_s, redacted(organization.api.baseUrl.toString())},
            {u"version"_s, QString::fromUtf8(organization.api.version)},
            {u"key"_s, redacted(organization.keyReference)},
            {u"admin_key"_s, admin.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(admin)}};
}

// toml++ writes 0.2 as 0.20000000000000001; this writes the shortest text that is the same number.
QString shortNumbers(const QString& toml)
{
    static const QRegularExpression number(u"(?<= = )-?\\d+\\.\\d{15,}(?=$|[,\\s])"_s,
                                           QRegularExpression::MultilineOption);
    QString text;
    qsizetype done = 0;
    for (auto it = number.globalMatch(toml); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        text += QStringView(toml).mid(done, match.capturedStart() - done);
        text += QString::number(match.captured().toDouble(), 'f', QLocale::FloatingPointShortest);
        done = match.capturedEnd();
    }
    return text + QStringView(toml).mid(done);
}

QJsonObject jsonOf(const StorageSettings& storage)
{
    const auto& [keepRaw, maxBytes] = storage.retention;
    return {{u"path"_s, redacted(storage.path)},
            {u"keep_raw"_s,
             keepRaw ? QJsonValue(formatDuration(*keepRaw)) : QJsonValue(QJsonValue::Null)},
            {u"max_size"_s,
             maxBytes ? QJsonValue(formatByteSize(*maxBytes)) : QJsonValue(QJsonValue::Null)},
            {u"cache"_s,
             storage.cacheBytes ? QJsonValue(formatByteSize(*storage.cacheBytes))
                                : QJsonValue(QJsonValue::Null)},
            {u"backup_every"_s,
             storage.backup.every.count() == 0 ? QJsonValue(QJsonValue::Null)
                                               : QJsonValue(formatDuration(storage.backup.every))},
            {u"backup_directory"_s, redacted(storage.backup.directory)},
            {u"backup_keep"_s, storage.backup.keep}};
}

} // namespace

QByteArray toToml(const Settings& settings)
{
    std::ostringstream out;
    out << tableOf(settings) << '\n';
    return shortNumbers(QString::fromStdString(out.str())).toUtf8();
}

QJsonObject toJson(const Settings& settings)
{
    QJsonArray targets;
    for (const Target& target : settings.targets) {
        targets += QJsonObject {{u"model"_s, redacted(target.id.model)},
                                {u"organization"_s, redacted(target.id.organization)},
                                {u"kind"_s, QString(name(target.id.kind))},
                                {u"every"_s, formatDuration(target.every)},
                                {u"sampling"_s, QString(name(target.sampling))},
                                {u"jitter"_s, target.jitter},
                                {u"timeout"_s, formatDuration(target.timeout)}};
    }
    QJsonObject prices;
    for (const auto& [model, rows] : settings.prices) {
        QJsonArray array;
        for (const Price& price : rows) {
            array += jsonOf(price);
        }
        prices[redacted(model)] = array;
    }
    const auto dollars = [](const std::optional<double>& usd) {
        return usd ? QJsonValue(*usd) : QJsonValue(QJsonValue::Null);
    };
    QJsonObject organizations;
    for (const auto& [name, organization] : settings.organizations) {
        organizations[name] = jsonOf(organization);
    }
    return {{u"api"_s, jsonOf(ofApi(settings))},
            {u"organization"_s, organizations},
            {u"line"_s, QJsonObject {{u"check_host"_s, redacted(settings.line.checkHost)}}},
            {u"budget"_s,
             QJsonObject {{u"usd_per_day"_s, dollars(settings.budget.usdPerDay)},
                          {u"usd_per_month"_s, dollars(settings.budget.usdPerMonth)},
                          {u"requests_per_minute"_s, settings.budget.requestsPerMinute}}},
            {u"target"_s, targets},
            {u"prices"_s, prices},
            {u"limits"_s,
             QJsonObject {{u"tiers"_s,
                           settings.tierFile.isEmpty() ? QJsonValue(QJsonValue::Null)
                                                       : redacted(settings.tierFile)}}},
            {u"watch"_s,
             QJsonObject {{u"enabled"_s, settings.watch.enabled},
                          {u"every"_s, formatDuration(settings.watch.every)},
                          {u"models"_s, settings.watch.models},
                          {u"status_urls"_s, jsonOf(settings.watch.statusUrls)},
                          {u"documents"_s, jsonOf(settings.watch.documents)}}},
            {u"claims"_s, QJsonObject {{u"file"_s, redacted(settings.claimsFile)}}},
            {u"storage"_s, jsonOf(settings.storage)}};
}

} // namespace plimsoll
