// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/event.h"
#include "probes/domain/result.h"

#include <QByteArray>

#include <chrono>
#include <map>
#include <vector>

namespace plimsoll {

// Tokens of one model on one day, of everybody in the organization, not of our probes alone. The
// API counts no requests and no errors here.
struct BilledTokens
{
    qint64 input = 0; // uncached
    qint64 cacheWrite = 0;
    qint64 cacheRead = 0;
    qint64 output = 0;

    bool operator==(const BilledTokens&) const = default;
};

struct BilledDay
{
    std::map<QString, BilledTokens> tokens; // by model; "" where the row names none
    std::optional<qint64> costNanoUsd;
    QByteArray raw; // the buckets as received, bounded

    bool operator==(const BilledDay&) const = default;
};

using BilledDays = std::map<std::chrono::sys_days, BilledDay>; // UTC

struct UsagePage
{
    BilledDays days;
    QString nextPage; // "" when this is the last
};

// GET /v1/organizations/usage_report/messages with bucket_width=1d, by model.
Result<UsagePage> readUsageReport(const QByteArray& body);
// GET /v1/organizations/cost_report: amounts are decimal numbers of cents in strings.
Result<UsagePage> readCostReport(const QByteArray& body);

// "123.78912" cents are 1237891200 billionths of a dollar: exact to the billionth, where more
// digits are rounded to the nearest. Absent for anything but a plain decimal number.
std::optional<qint64> nanoUsdOfCents(QStringView cents);

// Tokens of one and costs of the other, and of two pages of one report.
void mergeInto(BilledDays& days, const BilledDays& more);

// One event for a day that is over.
Event usageEvent(std::chrono::sys_days day, const BilledDay& billed, const QString& organization,
                 const QString& source);

} // namespace plimsoll
