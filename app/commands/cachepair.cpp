// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/cachepair.h"

#include "app/commands/observationjson.h"
#include "probes/api/apirequest.h"
#include "probes/api/cacheprefix.h"
#include "storage/report/cachetext.h"

#include <QJsonArray>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

QString dollars(qint64 nanoUsd)
{
    return QString::number(double(nanoUsd) * 1e-9, 'f', 4);
}

} // namespace

QString cachePairPrice(const QString& model, const Catalogue& catalogue, TimePoint at)
{
    const ModelInfo* info = catalogue.find(model);
    const Usage most = expectedUsage(ProbeKind::CacheWrite, info);
    Usage hit = most;
    hit.cacheWrite = 0;
    hit.cacheRead = cacheHitUsage(info).cacheRead;
    const auto written = catalogue.costNanoUsd(model, most, at);
    const auto read = catalogue.costNanoUsd(model, hit, at);
    const QString tokens =
        u"this sends two requests with a prompt of at most %1 tokens"_s.arg(*most.cacheWrite);
    if (!written) {
        return tokens + u"; what %1 asks for writing to the cache is not known"_s.arg(model);
    }
    const QString worst = u"at list prices at most %1 USD, if nothing is read from the cache"_s.arg(
        dollars(2 * *written));
    return read ? u"%1: %2, and at most %3 USD if the second is"_s.arg(tokens, worst,
                                                                       dollars(*written + *read))
                : u"%1: %2"_s.arg(tokens, worst);
}

QJsonObject cachePairReport(const Observation& write, const std::optional<Observation>& read,
                            const Catalogue& catalogue)
{
    QJsonArray observations {toJson(write)};
    if (read) {
        observations.append(toJson(*read));
    }
    const auto pair = read ? cachePair(write, *read, catalogue) : std::nullopt;
    const QJsonObject summary = pair
        ? cachePairJson(*pair)
        : QJsonObject {{u"hit"_s, QJsonValue::Null},
                       {u"sentence"_s,
                        read ? u"The second request was not answered: "
                               "nothing is known of the cache."_s
                             : u"The first request was not answered, so "
                               "no second one was sent."_s}};
    return {{u"observations"_s, observations}, {u"summary"_s, summary}};
}

} // namespace plimsoll
