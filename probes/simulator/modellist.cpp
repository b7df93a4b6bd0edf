// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/modellist.h"

#include "probes/simulator/modelrules.h"
#include "probes/simulator/timetext.h"

#include <QJsonArray>

#include <algorithm>

namespace plimsoll::simulator {

using namespace Qt::StringLiterals;

namespace {

QString momentText(TimePoint t)
{
    return QString::fromLatin1(rfc3339(t));
}

QJsonObject supported(bool yes)
{
    return {{u"supported"_s, yes}};
}

QJsonObject thinkingTypes(const ModelInfo& model)
{
    QJsonObject types;
    for (const auto& type : {u"adaptive"_s, u"between_tools"_s, u"disabled"_s, u"enabled"_s}) {
        types[type] = supported(thinkingSupport(model, type) == Support::Yes);
    }
    return types;
}

QJsonObject capabilities(const ModelInfo& model)
{
    QJsonObject effort;
    for (const auto& level : {u"low"_s, u"medium"_s, u"high"_s, u"xhigh"_s, u"max"_s}) {
        effort[level] = supported(true);
    }
    QJsonObject all {
        {u"effort"_s, effort},
        {u"thinking"_s, QJsonObject {{u"supported"_s, true}, {u"types"_s, thinkingTypes(model)}}}};
    for (const auto& name :
         {u"batch"_s, u"citations"_s, u"code_execution"_s, u"context_management"_s,
          u"image_input"_s, u"pdf_input"_s, u"server_tools"_s, u"structured_outputs"_s}) {
        all[name] = supported(true);
    }
    return all;
}

QString lifecycle(const ListedModel& model, TimePoint at)
{
    if (model.info.retires && *model.info.retires <= at) {
        return u"retired"_s;
    }
    const bool deprecated = model.deprecated ? *model.deprecated <= at : bool(model.info.retires);
    return deprecated ? u"deprecated"_s : u"active"_s;
}

QJsonValue momentJson(const std::optional<TimePoint>& moment)
{
    return moment ? QJsonValue(momentText(*moment)) : QJsonValue();
}

QJsonValue numberJson(const std::optional<qint64>& number)
{
    return number ? QJsonValue(*number) : QJsonValue();
}

// Released by the moment, in the asked lifecycles, newest first.
std::vector<ListedModel> listed(const World& world, TimePoint at, QStringList lifecycles)
{
    if (lifecycles.isEmpty()) {
        lifecycles = {u"active"_s, u"deprecated"_s};
    }
    std::vector<ListedModel> models = world.models();
    std::erase_if(models, [&](const ListedModel& model) {
        return model.info.released > at || !lifecycles.contains(lifecycle(model, at));
    });
    std::ranges::stable_sort(models, std::ranges::greater(),
                             [](const ListedModel& model) { return model.info.released; });
    return models;
}

std::ptrdiff_t positionOf(const std::vector<ListedModel>& models, const QString& id)
{
    const auto it = std::ranges::find_if(
        models, [&id](const ListedModel& model) { return model.info.id == id; });
    return it - models.begin();
}

} // namespace

QJsonObject modelJson(const ListedModel& listed, TimePoint at)
{
    const ModelInfo& model = listed.info;
    // Of a model that only the scenario knows nothing is told but its name.
    const bool known = !model.line.isEmpty();
    return {{u"id"_s, model.id},
            {u"type"_s, u"model"_s},
            {u"display_name"_s, QString("Claude "_L1 + model.displayName)},
            {u"created_at"_s, momentText(model.released)},
            {u"line"_s, known ? QJsonValue(model.line) : QJsonValue()},
            {u"lifecycle"_s, lifecycle(listed, at)},
            {u"deprecated_at"_s, momentJson(listed.deprecated)},
            {u"retires_at"_s, momentJson(model.retires)},
            {u"max_input_tokens"_s, numberJson(model.maxInputTokens)},
            {u"max_tokens"_s, numberJson(model.maxOutputTokens)},
            {u"capabilities"_s, known ? QJsonValue(capabilities(model)) : QJsonValue()}};
}

std::optional<QJsonObject> oneModel(const World& world, TimePoint at, const QString& id)
{
    const ModelInfo* known = world.catalogue().find(id);
    const QString name = known ? known->id : id;
    for (const ListedModel& model : world.models()) {
        if (model.info.id == name && model.info.released <= at) {
            return modelJson(model, at);
        }
    }
    return std::nullopt;
}

std::variant<QJsonObject, QByteArray> modelPage(const World& world, TimePoint at,
                                                const QUrlQuery& query)
{
    bool ok = true;
    const QString limitText = query.queryItemValue(u"limit"_s);
    const std::ptrdiff_t limit = limitText.isEmpty() ? 20 : limitText.toInt(&ok);
    if (!ok || limit < 1 || limit > 1000) {
        return QByteArray("limit: must be a whole number from 1 to 1000");
    }
    const auto models =
        listed(world, at, query.allQueryItemValues(u"lifecycle[]"_s, QUrl::FullyDecoded));
    const auto size = std::ptrdiff_t(models.size());
    std::ptrdiff_t begin = 0;
    std::ptrdiff_t end = std::min(size, limit);
    if (const QString after = query.queryItemValue(u"after_id"_s); !after.isEmpty()) {
        begin = std::min(size, positionOf(models, after) + 1);
        end = std::min(size, begin + limit);
    } else if (const QString before = query.queryItemValue(u"before_id"_s); !before.isEmpty()) {
        end = positionOf(models, before) % (size + 1);
        begin = std::max<std::ptrdiff_t>(0, end - limit);
    }
    QJsonArray data;
    std::for_each(models.begin() + begin, models.begin() + end,
                  [&](const ListedModel& model) { data.append(modelJson(model, at)); });
    const bool backwards = query.hasQueryItem(u"before_id"_s);
    return QJsonObject {{u"data"_s, data},
                        {u"first_id"_s, data.isEmpty() ? QJsonValue() : data.first()[u"id"]},
                        {u"last_id"_s, data.isEmpty() ? QJsonValue() : data.last()[u"id"]},
                        {u"has_more"_s, backwards ? begin > 0 : end < size}};
}

} // namespace plimsoll::simulator
