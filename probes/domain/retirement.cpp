// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/domain/retirement.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr std::chrono::days noticeWithin {30};

QString day(TimePoint at)
{
    return QDateTime::fromMSecsSinceEpoch(toEpochMs(at), Qt::UTC).toString(u"yyyy-MM-dd"_s);
}

QString withSuccessor(const QString& sentence, const ModelInfo* info)
{
    return info && !info->successor.isEmpty()
        ? u"%1; probe %2 instead"_s.arg(sentence, info->successor)
        : sentence;
}

// Calendar days of UTC, so that it does not depend on the hour.
QString daysUntil(TimePoint then, TimePoint now)
{
    const auto days =
        std::chrono::floor<std::chrono::days>(then) - std::chrono::floor<std::chrono::days>(now);
    if (days.count() == 0) {
        return u"today"_s;
    }
    return days.count() == 1 ? u"tomorrow"_s : u"in %1 days"_s.arg(days.count());
}

} // namespace

bool isRetired(const ModelInfo& model, TimePoint now)
{
    return model.lifecycle == Lifecycle::Retired || (model.retires && *model.retires <= now);
}

std::optional<QString> retirementNotice(const QString& model, const ModelInfo& info, TimePoint now)
{
    if (isRetired(info, now)) {
        const bool dated = info.retires && *info.retires <= now;
        return withSuccessor(dated ? u"%1 retired on %2"_s.arg(model, day(*info.retires))
                                   : u"%1 is retired"_s.arg(model),
                             &info);
    }
    if (info.retires && *info.retires - now <= noticeWithin) {
        return withSuccessor(
            u"%1 retires on %2, %3"_s.arg(model, day(*info.retires), daysUntil(*info.retires, now)),
            &info);
    }
    return std::nullopt;
}

QString goneNotice(const QString& model, const ModelInfo* info, TimePoint now)
{
    if (info && isRetired(*info, now)) {
        return *retirementNotice(model, *info, now);
    }
    return withSuccessor(u"%1 is retired, unknown or not enabled for this key"_s.arg(model), info);
}

} // namespace plimsoll
