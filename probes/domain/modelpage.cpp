// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/domain/modelpage.h"

#include "probes/domain/redact.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr qsizetype mostModels = 1000; // what one page may hold
constexpr qsizetype mostCapabilities = 200;
constexpr int deepest = 6;
constexpr qsizetype longestId = 128;
constexpr qsizetype longestName = 200;

bool isUsableId(const QString& id)
{
    return !id.isEmpty() && id.size() <= longestId
        && std::ranges::all_of(id, [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7F; })
        && redacted(id) == id;
}

QString plain(const QJsonValue& value)
{
    QString text = value.toString().simplified();
    text.removeIf([](QChar c) { return !c.isPrint(); });
    return redacted(text.left(longestName));
}

// RFC 3339, a bare date, or epoch seconds or milliseconds. The service writes the epoch itself for
// a moment that it does not know.
std::optional<TimePoint> moment(const QJsonValue& value)
{
    constexpr double secondsUntil = 1e11; // year 5138; larger numbers are milliseconds
    constexpr double latest = 2.5e14; // year 9892
    if (value.isDouble()) {
        const double number = value.toDouble();
        const double ms = number < secondsUntil ? number * 1000 : number;
        return ms > 0 && ms < latest ? std::optional(fromEpochMs(qint64(ms))) : std::nullopt;
    }
    QDateTime time = QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
    if (time.isValid() && time.timeSpec() == Qt::LocalTime) {
        time.setTimeSpec(Qt::UTC);
    }
    return time.isValid() && time.toMSecsSinceEpoch() > 0
        ? std::optional(fromEpochMs(time.toMSecsSinceEpoch()))
        : std::nullopt;
}

std::optional<qint64> tokens(const QJsonValue& value)
{
    const qint64 count = value.toInteger(-1);
    return count >= 0 ? std::optional(count) : std::nullopt;
}

// A list cannot say of a model that it is not in it.
Lifecycle lifecycle(const QString& word)
{
    const Lifecycle told = lifecycleFromName(word);
    return told == Lifecycle::NotListed ? Lifecycle::Unknown : told;
}

void collect(const QJsonObject& object, const QString& path, int depth, QMap<QString, bool>& into)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString key = it.key();
        if (!it->isObject() || !isUsableId(key) || key.contains(u'.') || depth >= deepest
            || into.size() >= mostCapabilities) {
            continue;
        }
        const QString inner = path.isEmpty() ? key : QString(path + u'.' + key);
        const QJsonObject capability = it->toObject();
        if (capability[u"supported"].isBool()) {
            into[inner] = capability[u"supported"].toBool();
        }
        collect(capability, inner, depth + 1, into);
    }
}

std::optional<ListedModel> modelFrom(const QJsonObject& object)
{
    ListedModel model;
    model.id = object[u"id"].toString();
    if (!isUsableId(model.id)) {
        return std::nullopt;
    }
    model.displayName = plain(object[u"display_name"]);
    model.line = plain(object[u"line"]);
    model.created = moment(object[u"created_at"]);
    model.lifecycle = lifecycle(object[u"lifecycle"].toString());
    model.deprecatedAt = moment(object[u"deprecated_at"]);
    model.retiresAt = moment(object[u"retires_at"]);
    model.maxInputTokens = tokens(object[u"max_input_tokens"]);
    model.maxTokens = tokens(object[u"max_tokens"]);
    collect(object[u"capabilities"].toObject(), {}, 0, model.capabilities);
    return model;
}

QJsonValue written(std::optional<TimePoint> time)
{
    return time
        ? QJsonValue(
            QDateTime::fromMSecsSinceEpoch(toEpochMs(*time), Qt::UTC).toString(Qt::ISODateWithMs))
        : QJsonValue();
}

QJsonValue written(std::optional<qint64> count)
{
    return count ? QJsonValue(*count) : QJsonValue();
}

QJsonObject withCapability(QJsonObject object, const QStringList& path, bool supported)
{
    if (path.isEmpty()) {
        object[u"supported"_s] = supported;
        return object;
    }
    object[path.first()] =
        withCapability(object[path.first()].toObject(), path.sliced(1), supported);
    return object;
}

QJsonObject toJson(const ListedModel& model)
{
    QJsonObject capabilities;
    for (auto it = model.capabilities.begin(); it != model.capabilities.end(); ++it) {
        capabilities = withCapability(capabilities, it.key().split(u'.'), it.value());
    }
    return {{u"id"_s, model.id},
            {u"display_name"_s, model.displayName},
            {u"line"_s, model.line},
            {u"created_at"_s, written(model.created)},
            {u"lifecycle"_s, QString(name(model.lifecycle))},
            {u"deprecated_at"_s, written(model.deprecatedAt)},
            {u"retires_at"_s, written(model.retiresAt)},
            {u"max_input_tokens"_s, written(model.maxInputTokens)},
            {u"max_tokens"_s, written(model.maxTokens)},
            {u"capabilities"_s, capabilities}};
}

} // namespace

Result<ModelPage> readModelPage(const QByteArray& body)
{
    QJsonParseError mistake;
    const QJsonDocument document = QJsonDocument::fromJson(body, &mistake);
    if (!document.isObject()) {
        return Error {Error::Code::BadData,
                      body.trimmed().startsWith('<')
                          ? u"the model list is a web page instead of JSON"_s
                          : u"the model list is not JSON: %1"_s.arg(mistake.errorString())};
    }
    const QJsonObject object = document.object();
    if (!object[u"data"].isArray()) {
        return Error {Error::Code::BadData, u"the model list holds no \"data\""_s};
    }
    ModelPage page;
    for (const QJsonValue entry : object[u"data"].toArray()) {
        auto model = modelFrom(entry.toObject());
        if (!model || std::ranges::count(page.models, model->id, &ListedModel::id) > 0) {
            continue;
        }
        if (qsizetype(page.models.size()) >= mostModels) {
            break;
        }
        page.models.push_back(std::move(*model));
    }
    page.hasMore = object[u"has_more"].toBool();
    const QString last = object[u"last_id"].toString();
    page.lastId = isUsableId(last) ? last : QString();
    return page;
}

QByteArray writeModelPage(const std::vector<ListedModel>& models)
{
    QJsonArray data;
    for (const ListedModel& model : models) {
        data.append(toJson(model));
    }
    const QJsonValue last = models.empty() ? QJsonValue() : QJsonValue(models.back().id);
    return QJsonDocument(
               QJsonObject {{u"data"_s, data}, {u"has_more"_s, false}, {u"last_id"_s, last}})
        .toJson(QJsonDocument::Compact);
}

std::vector<ListedModel> joined(const std::vector<std::vector<ListedModel>>& lists)
{
    std::vector<ListedModel> all;
    for (const std::vector<ListedModel>& list : lists) {
        for (const ListedModel& model : list) {
            if (std::ranges::count(all, model.id, &ListedModel::id) == 0) {
                all.push_back(model);
            }
        }
    }
    return all;
}

} // namespace plimsoll
