// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/claims/claim.h"

#include <algorithm>
#include <array>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array observables {Observable::Yes, Observable::Partly, Observable::No};
constexpr std::array tests {ClaimTest::Below, ClaimTest::AtLeast, ClaimTest::About};
constexpr std::array conclusives {Conclusive::BothWays, Conclusive::SupportOnly,
                                  Conclusive::RefuteOnly};

template<typename Values>
std::optional<typename Values::value_type> fromName(const Values& values, QStringView text)
{
    const auto it =
        std::ranges::find_if(values, [text](auto value) { return name(value) == text; });
    return it == values.end() ? std::nullopt : std::optional(*it);
}

} // namespace

const Claim* ClaimBook::find(const QString& id) const
{
    const auto it = std::ranges::find(claims, id, &Claim::id);
    return it == claims.end() ? nullptr : &*it;
}

QLatin1String name(Observable observable)
{
    switch (observable) {
    case Observable::Yes:
        return "yes"_L1;
    case Observable::Partly:
        return "partly"_L1;
    case Observable::No:
        break;
    }
    return "no"_L1;
}

QLatin1String name(ClaimTest test)
{
    switch (test) {
    case ClaimTest::Below:
        return "below"_L1;
    case ClaimTest::AtLeast:
        return "at_least"_L1;
    case ClaimTest::About:
        break;
    }
    return "about"_L1;
}

QLatin1String name(Conclusive conclusive)
{
    switch (conclusive) {
    case Conclusive::SupportOnly:
        return "support"_L1;
    case Conclusive::RefuteOnly:
        return "refute"_L1;
    case Conclusive::BothWays:
        break;
    }
    return "both"_L1;
}

std::optional<Observable> observableFromName(QStringView text)
{
    return fromName(observables, text);
}

std::optional<ClaimTest> claimTestFromName(QStringView text)
{
    return fromName(tests, text);
}

std::optional<Conclusive> conclusiveFromName(QStringView text)
{
    return fromName(conclusives, text);
}

} // namespace plimsoll
