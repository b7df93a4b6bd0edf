// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/observation.h"
#include "probes/schedule/schedule.h"

#include <QString>

#include <array>
#include <deque>
#include <map>
#include <optional>

namespace plimsoll {

// What our own paid probes used of one limit within the last minute.
struct OwnUse
{
    LimitKind kind = LimitKind::Requests;
    qint64 used = 0;
    std::optional<qint64> limit; // absent: never told

    std::optional<double> share() const;
};

// Slows paid probes down where an answer showed that the room of their pool gets scarce, so that
// they neither cause a 429 nor take the last room of the user's own work. With the smallest
// remaining/limit of the pool, tokens taken half of the service's rounding lower:
//     20 % and more   every due probe is sent
//     10 to 20 %      every second one of each target
//      2 to 10 %      every fourth one
//     below 2 %       none until the reset the answer named, a minute where it named none, and at
//                     the most five minutes; then every fourth one
// The next answer of the pool decides anew; a reading that nothing renewed holds five minutes,
// because work that fills a limit goes on filling it after each reset. What was never told, or was
// missing in an answer, is unknown and slows nothing.
//
// An account is one pool of one organization.
class Headroom
{
public:
    // Asked once for each due probe, after everything else allowed it.
    std::optional<QString> refusal(const QString& account, const TargetId& target, Elapsed now);
    void sent(const QString& account, const TargetId& target, Elapsed now);
    void learn(const QString& account, const Observation& observation, Elapsed now);
    std::array<OwnUse, limitKindCount> ownUse(const QString& account, Elapsed now) const;

private:
    struct Reading
    {
        std::optional<qint64> limit;
        std::optional<qint64> remaining;
        Elapsed at {0}; // of remaining
        Elapsed fullAt {0};
    };
    struct Used
    {
        Elapsed at {0};
        std::array<qint64, limitKindCount> amount {};
    };
    struct Account
    {
        std::array<Reading, limitKindCount> readings;
        std::deque<Used> used; // within the last minute
    };
    struct Tightest
    {
        LimitKind kind = LimitKind::Requests;
        double share = 1;
        Reading reading;
    };
    static std::optional<Tightest> tightest(const Account& account, Elapsed now);
    QString reason(const QString& account, const Tightest& scarce, const QString& law,
                   Elapsed now) const;

    std::map<QString, Account> m_accounts;
    std::map<TargetId, int> m_heldBack; // due probes since the last that was sent
};

} // namespace plimsoll
