// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "app/commands/reading.h"
#include "probes/api/apirequest.h"
#include "probes/domain/retirement.h"
#include "storage/query/learnedcatalogue.h"
#include "storage/report/cells.h"

#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

// Models as known now, and at which moment.
struct Known
{
    LearnedCatalogue learned;
    TimePoint now;
};

std::optional<qint64> probeNanoUsd(const Known& known, const ModelInfo& model, ProbeKind kind)
{
    return known.learned.catalogue.costNanoUsd(model.id, expectedUsage(kind, &model), known.now);
}

std::optional<Price> priceOf(const Known& known, const ModelInfo& model)
{
    const qint64 prompt = expectedUsage(ProbeKind::Generation, &model).input.value_or(0);
    return known.learned.catalogue.price(model.id, known.now, prompt);
}

QString day(std::optional<TimePoint> at)
{
    return at ? cells::time(*at).left(10) : u"-"_s;
}

QString orDash(const QString& text)
{
    return text.isEmpty() ? u"-"_s : text;
}

QStringList rowOf(const Known& known, const ModelInfo& model)
{
    const auto price = priceOf(known, model);
    const auto usd = [](std::optional<double> value) {
        return value ? QString::number(*value, 'f', 2) : u"-"_s;
    };
    const auto cost = probeNanoUsd(known, model, ProbeKind::Admission);
    return {model.id,
            model.displayName,
            model.pool,
            QString(name(model.lifecycle)),
            day(model.retires),
            orDash(model.successor),
            usd(price ? std::optional(price->input) : std::nullopt),
            usd(price ? std::optional(price->output) : std::nullopt),
            orDash(cells::usd(cost))};
}

QString aligned(const std::vector<QStringList>& rows)
{
    QList<qsizetype> widths(rows.front().size(), 0);
    for (const QStringList& row : rows) {
        for (qsizetype i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], row[i].size());
        }
    }
    QString text;
    for (const QStringList& row : rows) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i) {
            line += row[i].leftJustified(widths[i] + 2);
        }
        text += line.trimmed() + u'\n';
    }
    return text;
}

QString tableOf(const Known& known)
{
    std::vector<QStringList> rows {{u"ID"_s, u"NAME"_s, u"POOL"_s, u"LIFE"_s, u"RETIRES"_s,
                                    u"SUCCESSOR"_s, u"IN"_s, u"OUT"_s, u"PROBE"_s}};
    QString notices;
    for (const ModelInfo& model : known.learned.catalogue.models()) {
        rows.push_back(rowOf(known, model));
        if (const auto notice = retirementNotice(model.id, model, known.now)) {
            notices += *notice + u".\n"_s;
        }
    }
    const QString origin = known.learned.listedAt
        ? u"Life, dates and capabilities as the service listed them at %1.\n"_s.arg(
            cells::time(*known.learned.listedAt))
        : u"The service's own list was not read yet; this is the table of this version.\n"_s;
    return aligned(rows) + u'\n' + notices + origin
        + u"IN and OUT: list price in USD per million tokens of a short prompt. PROBE: the most "
          u"that "
          "one admission probe can cost, in USD.\n"_s;
}

QJsonValue orNull(const QString& text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonValue orNull(std::optional<double> value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

QJsonValue orNull(std::optional<qint64> value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

QJsonArray arrayOf(const std::vector<QString>& words)
{
    QJsonArray array;
    std::ranges::copy(words, std::back_inserter(array));
    return array;
}

QJsonValue priceJson(const std::optional<Price>& price)
{
    return price ? QJsonValue(QJsonObject {{u"input"_s, price->input},
                                           {u"output"_s, price->output},
                                           {u"cache_write"_s, orNull(price->cacheWrite)},
                                           {u"cache_read"_s, orNull(price->cacheRead)}})
                 : QJsonValue();
}

QJsonObject modelJson(const Known& known, const ModelInfo& model)
{
    QJsonObject probes;
    for (const ProbeKind kind : {ProbeKind::Admission, ProbeKind::Prefill, ProbeKind::Generation}) {
        const auto cost = probeNanoUsd(known, model, kind);
        probes[name(kind)] = cost ? QJsonValue(double(*cost) * 1e-9) : QJsonValue();
    }
    const auto time = [](std::optional<TimePoint> at) { return orNull(cells::time(at)); };
    const std::optional<bool> thinks = model.thinksByDefault;
    return {{u"id"_s, model.id},
            {u"name"_s, model.displayName},
            {u"line"_s, orNull(model.line)},
            {u"pool"_s, model.pool},
            {u"lifecycle"_s, QString(name(model.lifecycle))},
            {u"released"_s, model.released == TimePoint {} ? QJsonValue() : time(model.released)},
            {u"deprecated_at"_s, time(model.deprecatedAt)},
            {u"retires_at"_s, time(model.retires)},
            {u"successor"_s, orNull(model.successor)},
            {u"notice"_s, orNull(retirementNotice(model.id, model, known.now).value_or(QString()))},
            {u"max_input_tokens"_s, orNull(model.maxInputTokens)},
            {u"max_output_tokens"_s, orNull(model.maxOutputTokens)},
            {u"thinking"_s,
             QJsonObject {{u"by_default"_s, thinks ? QJsonValue(*thinks) : QJsonValue()},
                          {u"accepted"_s, arrayOf(model.acceptedThinking)},
                          {u"rejected"_s, arrayOf(model.rejectedThinking)}}},
            {u"usd_per_million_tokens"_s, priceJson(priceOf(known, model))},
            {u"probe_usd_at_most"_s, probes}};
}

// The table of this version, and on top of it what the store remembers where there is a store.
Result<LearnedCatalogue> knownModels(const GlobalOptions& options)
{
    const auto path = options.databaseFile();
    if (!path) {
        return path.error();
    }
    if (options.database.empty() && !QFileInfo::exists(*path)) {
        const auto loaded = options.load();
        return loaded ? Result<LearnedCatalogue>(
                   LearnedCatalogue {catalogueOf(loaded->settings), std::nullopt})
                      : Result<LearnedCatalogue>(loaded.error());
    }
    const auto opened = openForReading(options);
    return opened ? learnedCatalogue(*opened->reader, opened->catalogue)
                  : Result<LearnedCatalogue>(opened.error());
}

ExitCode models(const GlobalOptions& options)
{
    auto learned = knownModels(options);
    if (!learned) {
        return fail(learned.error());
    }
    const Known known {std::move(*learned), SystemClock().now()};
    if (!options.json) {
        return printData(tableOf(known).toUtf8());
    }
    QJsonArray all;
    for (const ModelInfo& model : known.learned.catalogue.models()) {
        all.append(modelJson(known, model));
    }
    return printJson(
        {{u"listed_at"_s, orNull(cells::time(known.learned.listedAt))}, {u"models"_s, all}});
}

} // namespace

void addModelsCommand(CLI::App& app, const GlobalOptions& options, Action& action)
{
    app.add_subcommand("models", "The models that can be probed: life, successor, price")
        ->fallthrough()
        ->callback([&options, &action] { action = [&options] { return models(options); }; });
}

} // namespace plimsoll
