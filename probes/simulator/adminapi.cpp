// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/adminapi.h"

#include "probes/simulator/random.h"

#include <QJsonArray>

#include <algorithm>
#include <map>

namespace plimsoll::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView newVersion = "2026-10-21";

QJsonObject limitJson(const QString& type, qint64 value)
{
    return {{u"type"_s, type}, {u"value"_s, value}};
}

// The old version names a group by its type; the new one has an object with an id that is the same
// in every organization, and says that cache reads do not count as input.
class LimitGroups
{
public:
    explicit LimitGroups(bool newShape)
        : m_newShape(newShape)
    {
    }

    void add(const QString& type, const QString& name, const QJsonValue& models, QJsonArray limits)
    {
        const QByteArray id = "rlg_01" + Random(keyOf(QString(type + name))).letters(22);
        QJsonObject group {{u"type"_s, u"rate_limit"_s}, {u"models"_s, models}};
        if (m_newShape) {
            group[u"group"_s] = QJsonObject {
                {u"id"_s, QString::fromLatin1(id)}, {u"type"_s, type}, {u"display_name"_s, name}};
        } else {
            group[u"id"_s] = QString::fromLatin1(id);
            group[u"group_type"_s] = type;
        }
        group[u"limits"_s] = std::move(limits);
        m_groups.append(group);
    }
    void addPool(const PoolLimitsFrom& limits, const QJsonArray& models)
    {
        const QString input =
            m_newShape ? u"input_tokens_per_minute_cache_aware"_s : u"input_tokens_per_minute"_s;
        add(u"model_group"_s, limits.pool, models,
            {limitJson(u"requests_per_minute"_s, limits.requests),
             limitJson(input, limits.inputTokens),
             limitJson(u"output_tokens_per_minute"_s, limits.outputTokens)});
    }
    const QJsonArray& all() const { return m_groups; }

private:
    bool m_newShape;
    QJsonArray m_groups;
};

std::map<QString, QJsonArray> modelsByPool(const World& world, TimePoint at)
{
    std::map<QString, QJsonArray> pools;
    for (const ListedModel& model : world.models()) {
        if (world.exists(model.info.id, at)) {
            pools[world.catalogue().pool(model.info.id)].append(model.info.id);
        }
    }
    return pools;
}

bool wanted(const QJsonObject& group, const QUrlQuery& query)
{
    const QString type = query.queryItemValue(u"group_type"_s, QUrl::FullyDecoded);
    const QString model = query.queryItemValue(u"model"_s, QUrl::FullyDecoded);
    const QString itsType = group.contains(u"group") ? group[u"group"][u"type"].toString()
                                                     : group[u"group_type"].toString();
    return (type.isEmpty() || type == itsType)
        && (model.isEmpty() || group[u"models"].toArray().contains(model));
}

} // namespace

AdminAnswer adminLimits(const HttpRequest& http, const AdminMoment& moment)
{
    const QString model = http.query.queryItemValue(u"model"_s, QUrl::FullyDecoded);
    if (!model.isEmpty() && !moment.world.exists(model, moment.scenarioTime)) {
        return CheckFailure {Shape::ModelGone, "model: " + model.left(100).toUtf8()};
    }
    LimitGroups groups(http.header("anthropic-version").value_or(QByteArray()) == newVersion);
    for (const auto& [pool, models] : modelsByPool(moment.world, moment.scenarioTime)) {
        groups.addPool(moment.world.limits(pool, moment.scenarioTime), models);
    }
    groups.add(u"batch"_s, u"Message Batches"_s, QJsonValue(),
               {limitJson(u"enqueued_batch_requests"_s, 200'000)});
    groups.add(
        u"token_count"_s, u"Token counting"_s, QJsonValue(),
        {limitJson(u"requests_per_minute"_s, countingLimit(moment.world.scenario()).requests)});
    QJsonArray matching;
    for (const QJsonValue group : groups.all()) {
        if (wanted(group.toObject(), http.query)) {
            matching.append(group);
        }
    }
    // A page is named by its first row.
    const QString limitText = http.query.queryItemValue(u"limit"_s);
    bool ok = true;
    const qsizetype limit = limitText.isEmpty() ? 1'000 : limitText.toInt(&ok);
    const qsizetype first = http.query.queryItemValue(u"page"_s).mid(5).toInt();
    if (!ok || limit < 1 || limit > 1'000) {
        return CheckFailure {Shape::BadRequest, "limit: must be a whole number from 1 to 1000"};
    }
    QJsonArray page;
    const qsizetype end = std::min(matching.size(), first + limit);
    for (qsizetype row = first; row < end; ++row) {
        page.append(matching[row]);
    }
    const QJsonValue next =
        end < matching.size() ? QJsonValue(u"page_%1"_s.arg(end)) : QJsonValue();
    return QJsonObject {{u"data"_s, page}, {u"next_page"_s, next}};
}

AdminAnswer adminAnswer(const HttpRequest& http, const AdminMoment& moment)
{
    if (const auto failure = checkAccess(http)) {
        return *failure;
    }
    if (!keyOf(http).startsWith("sk-ant-admin")) {
        return CheckFailure {Shape::AuthFailed, "An Admin API key is required."};
    }
    const QString part = http.path.mid(18); // after "/v1/organizations/"
    if (part == "rate_limits"_L1) {
        return adminLimits(http, moment);
    }
    if (part == "usage_report/messages"_L1) {
        return adminUsage(http, moment);
    }
    if (part == "cost_report"_L1) {
        return adminCost(http, moment);
    }
    return CheckFailure {Shape::ModelGone, "Not found"};
}

} // namespace plimsoll::simulator
