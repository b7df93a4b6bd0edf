// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/cachetext.h"

namespace plimsoll {

namespace {

using namespace Qt::StringLiterals;

QJsonValue orNull(const std::optional<double>& value)
{
    return value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
}

QString factor(double ratio)
{
    return QString::number(ratio, 'f', ratio < 0.1 ? 3 : 2);
}

QString sentenceOf(const CachePair& pair)
{
    if (!pair.wrote()) {
        return u"Nothing was written to the cache, so this pair says nothing of it: the prompt may "
               "be shorter than what this model caches."_s;
    }
    if (!pair.hit()) {
        return u"The second request read nothing from the cache: a miss. Its cost and times are "
               "those of a request without a cache."_s;
    }
    QStringList parts {
        u"%1 tokens were written and %2 read back"_s.arg(pair.tokensWritten).arg(pair.tokensRead)};
    if (pair.costToWrite && pair.costToUncached) {
        parts << u"the read cost %1 of the write and %2 of the same prompt without a cache"_s.arg(
            factor(*pair.costToWrite), factor(*pair.costToUncached));
    } else {
        parts << u"the price of the read is not known"_s;
    }
    if (pair.firstToken) {
        parts << u"its first token took %1 of the time"_s.arg(factor(*pair.firstToken));
    }
    return parts.join(u"; "_s) + u". One pair is an example, not a measurement."_s;
}

QString medianText(const QString& label, const std::optional<MedianRatio>& median)
{
    if (!median) {
        return label + u" unknown"_s;
    }
    const QString value = label + u' ' + factor(median->value);
    return median->low && median->high
        ? QString(value + u" (%1 to %2)"_s.arg(factor(*median->low), factor(*median->high)))
        : QString(value + u" (too few for an interval)"_s);
}

QString lineOf(const CacheEffect& effect)
{
    const QString name = effect.organization.isEmpty()
        ? effect.displayName
        : u"%1 (%2)"_s.arg(effect.displayName, effect.organization);
    QStringList parts;
    if (effect.hits) {
        parts << u"%1 of %2 pairs hit (%3 to %4 %)"_s.arg(effect.hits->hits)
                     .arg(effect.hits->n)
                     .arg(effect.hits->low * 100, 0, 'f', 1)
                     .arg(effect.hits->high * 100, 0, 'f', 1)
              << medianText(u"cost of a read by an uncached one"_s, effect.costToUncached)
              << medianText(u"first token, read by write"_s, effect.firstToken);
    }
    if (effect.unwritten > 0) {
        parts << u"%1 pairs wrote nothing"_s.arg(effect.unwritten);
    }
    return u"Prompt cache, %1: %2\n"_s.arg(name, parts.join(u"; "_s));
}

QJsonValue toJson(const std::optional<MedianRatio>& median)
{
    if (!median) {
        return QJsonValue::Null;
    }
    return QJsonObject {{u"n"_s, qint64(median->n)},
                        {u"median"_s, median->value},
                        {u"low"_s, orNull(median->low)},
                        {u"high"_s, orNull(median->high)}};
}

QJsonValue toJson(const std::optional<stats::Proportion>& share)
{
    if (!share) {
        return QJsonValue::Null;
    }
    return QJsonObject {{u"n"_s, qint64(share->n)},
                        {u"hits"_s, qint64(share->hits)},
                        {u"share"_s, share->value},
                        {u"low"_s, share->low},
                        {u"high"_s, share->high}};
}

} // namespace

QJsonObject cachePairJson(const CachePair& pair)
{
    return {{u"wrote"_s, pair.wrote()},
            {u"hit"_s, pair.hit()},
            {u"tokens_written"_s, pair.tokensWritten},
            {u"tokens_read"_s, pair.tokensRead},
            {u"cost_read_to_write"_s, orNull(pair.costToWrite)},
            {u"cost_read_to_uncached"_s, orNull(pair.costToUncached)},
            {u"first_token_read_to_write"_s, orNull(pair.firstToken)},
            {u"sentence"_s, sentenceOf(pair)}};
}

QString cacheText(const std::vector<CacheEffect>& effects)
{
    QString text;
    for (const CacheEffect& effect : effects) {
        text += lineOf(effect);
    }
    return text;
}

QJsonArray cacheJson(const std::vector<CacheEffect>& effects)
{
    QJsonArray list;
    for (const CacheEffect& effect : effects) {
        list.append(QJsonObject {{u"model"_s, effect.model},
                                 {u"organization"_s, effect.organization},
                                 {u"pairs"_s, qint64(effect.pairs)},
                                 {u"pairs_without_write"_s, qint64(effect.unwritten)},
                                 {u"hits"_s, toJson(effect.hits)},
                                 {u"cost_read_to_write"_s, toJson(effect.costToWrite)},
                                 {u"cost_read_to_uncached"_s, toJson(effect.costToUncached)},
                                 {u"first_token_read_to_write"_s, toJson(effect.firstToken)}});
    }
    return list;
}

} // namespace plimsoll
