// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/planreport.h"

#include "storage/report/answersreport.h"
#include "storage/report/cells.h"

#include <QDateTime>
#include <QJsonArray>

namespace plimsoll {

namespace {

using namespace Qt::StringLiterals;

QString percent(double share)
{
    return QString::number(share * 100, 'f', 2) + u" %"_s;
}

QString day(TimePoint t)
{
    return QDateTime::fromMSecsSinceEpoch(toEpochMs(t), Qt::UTC).date().toString(Qt::ISODate);
}

QString decidedText(const PlanAnswer& plan, double threshold)
{
    const QString asked = u"below "_s + percent(threshold);
    switch (plan.isBelow) {
    case stats::Answer::Yes:
        return u"decided: "_s + asked;
    case stats::Answer::No:
        return u"decided: not "_s + asked;
    case stats::Answer::Undecided:
        break;
    }
    return asked + u" is undecided"_s;
}

QString stepText(const PlanAnswer::Step& step)
{
    QString text = step.power > 0.5 ? u"  nine times in ten "_s : u"  as likely as not  "_s;
    text += u"with %1 probes"_s.arg(step.probes);
    if (step.more == 0) {
        return text + u", which are there\n"_s;
    }
    text += u", %1 more"_s.arg(step.more);
    text += step.on ? u": on %1 at this pace"_s.arg(day(*step.on)) : u": never at this pace"_s;
    if (step.nanoUsd) {
        text += u", for %1 USD"_s.arg(double(*step.nanoUsd) / 1e9, 0, 'f', 2);
    }
    return text + u'\n';
}

QString modelText(const PlanAnswer& plan, double threshold)
{
    if (!plan.rate.rate) {
        return plan.displayName + u": no probe reached the service\n\n"_s;
    }
    const stats::BurstInterval& rate = *plan.rate.rate;
    QString text = plan.displayName + u": "_s + decidedText(plan, threshold)
        + u"; seen %1 in %2 probes, %3 a day"_s.arg(percent(rate.value))
              .arg(rate.n)
              .arg(plan.probesPerDay, 0, 'f', 0);
    if (rate.designEffect > 1) {
        text += u", of which bursts make %1 worth one"_s.arg(rate.designEffect, 0, 'f', 1);
    }
    text += u'\n';
    if (plan.isBelow != stats::Answer::Undecided) {
        return text + u'\n';
    }
    for (const PlanAnswer::Step& step : plan.steps) {
        text += stepText(step);
    }
    return text
        + (plan.steps.empty() ? u"  a rate at the threshold is never decided\n\n"_s : u"\n"_s);
}

QJsonValue orNull(const std::optional<double>& value)
{
    return value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
}

QJsonObject stepJson(const PlanAnswer::Step& step)
{
    const auto usd =
        step.nanoUsd ? std::optional(double(*step.nanoUsd) / 1e9) : std::optional<double>();
    return {{u"power"_s, step.power},
            {u"probes"_s, qint64(step.probes)},
            {u"more"_s, qint64(step.more)},
            {u"on"_s, step.on ? QJsonValue(cells::time(*step.on)) : QJsonValue(QJsonValue::Null)},
            {u"usd"_s, orNull(usd)}};
}

} // namespace

QString planText(const std::vector<PlanAnswer>& plans, double threshold)
{
    QString text;
    for (const PlanAnswer& plan : plans) {
        text += modelText(plan, threshold);
    }
    if (plans.empty()) {
        return u"No model has been probed.\n"_s;
    }
    return text
        + u"If the rate and its bursts stay what they were. A probe counts when it reaches the\n"
          "service; decided is by a one-sided bound of 95 %, widened for bursts.\n"_s;
}

QJsonObject planJson(const std::vector<PlanAnswer>& plans, double threshold)
{
    QJsonArray models;
    for (const PlanAnswer& plan : plans) {
        QJsonArray steps;
        for (const PlanAnswer::Step& step : plan.steps) {
            steps.append(stepJson(step));
        }
        const auto& rate = plan.rate.rate;
        models.append(QJsonObject {
            {u"model"_s, plan.model},
            {u"organization"_s, plan.organization},
            {u"name"_s, plan.displayName},
            {u"below"_s, name(plan.isBelow)},
            {u"rate"_s, orNull(rate ? std::optional(rate->value) : std::nullopt)},
            {u"n"_s, qint64(rate ? rate->n : 0)},
            {u"design_effect"_s, orNull(rate ? std::optional(rate->designEffect) : std::nullopt)},
            {u"probes_per_day"_s, plan.probesPerDay},
            {u"steps"_s, steps}});
    }
    return {{u"schema"_s, planSchema}, {u"threshold"_s, threshold}, {u"models"_s, models}};
}

} // namespace plimsoll
