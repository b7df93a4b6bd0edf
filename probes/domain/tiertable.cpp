// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/domain/tiertable.h"

#include <QDateTime>
#include <QFile>

#include <algorithm>

namespace plimsoll {

std::optional<qint64> TierLimits::of(LimitKind kind) const
{
    switch (kind) {
    case LimitKind::Requests:
        return requests;
    case LimitKind::InputTokens:
        return inputTokens;
    case LimitKind::OutputTokens:
        return outputTokens;
    case LimitKind::Tokens:
        break;
    }
    return std::nullopt;
}

const TierLimits* PoolTiers::find(const QString& tier) const
{
    const auto row = std::ranges::find(rows, tier, &TierRow::tier);
    return row == rows.end() ? nullptr : &row->limits;
}

QString TierVersion::label() const
{
    const QDateTime day = QDateTime::fromMSecsSinceEpoch(toEpochMs(dated()), Qt::UTC);
    return day.date().toString(Qt::ISODate);
}

const PoolTiers* TierVersion::find(const QString& pool) const
{
    const auto found = std::ranges::find(pools, pool, &PoolTiers::pool);
    return found == pools.end() ? nullptr : &*found;
}

const TierTable& TierTable::shipped()
{
    static const TierTable table = [] {
        QFile file(QStringLiteral(":/plimsoll/tiers.toml"));
        const bool opened = file.open(QIODevice::ReadOnly);
        auto parsed = fromToml(opened ? file.readAll() : QByteArray(), file.fileName());
        Q_ASSERT_X(parsed, "TierTable", "the shipped tables must parse");
        return *parsed;
    }();
    return table;
}

const TierVersion* TierTable::at(TimePoint moment) const
{
    const TierVersion* inForce = nullptr;
    for (const TierVersion& version : m_versions) {
        if (!version.from || *version.from <= moment) {
            inForce = &version;
        }
    }
    return inForce;
}

} // namespace plimsoll
