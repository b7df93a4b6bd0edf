// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/watchreader.h"

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

std::optional<std::vector<QUrl>> readUrls(TableReader& watch, const QString& key)
{
    const auto texts = watch.texts(key);
    if (!texts) {
        return std::nullopt;
    }
    std::vector<QUrl> urls;
    for (const QString& text : *texts) {
        urls.emplace_back(text, QUrl::StrictMode);
    }
    return urls;
}

} // namespace

void readWatch(TableReader& root, ParsedConfig& config)
{
    const toml::table* table = root.table(u"watch"_s);
    if (!table) {
        return;
    }
    TableReader watch(*table, u"[watch]"_s, config.problems);
    WatchSettings& settings = config.settings.watch;
    settings.enabled = watch.flag(u"enabled"_s).value_or(settings.enabled);
    settings.models = watch.flag(u"models"_s).value_or(settings.models);
    const auto told = [&watch](const QString& key, const WatchSettings& part) {
        const QStringList mistakes = part.validate();
        for (const QString& mistake : mistakes) {
            watch.problem(watch.line(key), mistake);
        }
    };
    if (const auto every = watch.duration(u"every"_s)) {
        settings.every = *every;
        told(u"every"_s, {.every = *every, .statusUrls = {}, .documents = {}});
    }
    if (const auto urls = readUrls(watch, u"status_urls"_s)) {
        settings.statusUrls = urls;
        told(u"status_urls"_s, {.statusUrls = urls, .documents = {}});
    }
    if (const auto urls = readUrls(watch, u"documents"_s)) {
        settings.documents = urls;
        told(u"documents"_s, {.statusUrls = {}, .documents = urls});
    }
    watch.finish();
}

} // namespace plimsoll
