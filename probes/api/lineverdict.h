// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace plimsoll {

// What a look at our own side of the line found, while something had just failed.
struct LineEvidence
{
    enum class NameServer {
        NotAsked, // the address needs no name, or a proxy resolves it
        Found,
        Denied, // a name server answered that there is no such name, or that it failed
        Silent, // no name server answered in time
        Needless // the same, but the system knows the name without one (hosts file, cache)
    };
    enum class CheckHost {
        NotSet,
        Reached, // or refused, which an answer is as well
        UnknownName,
        Silent // no connection in time, or no way there
    };
    enum class System { Unknown, Offline, Online }; // what the operating system reports

    QString service; // its host
    bool serviceIsHere = false; // on this machine
    bool interfaceUp = true;
    NameServer nameServer = NameServer::NotAsked;
    CheckHost checkHost = CheckHost::NotSet;
    QString checkHostName; // as the user wrote it
    System system = System::Unknown;
};

struct LineVerdict
{
    enum class State { Up, Down, Unknown };

    State state = State::Unknown;
    QString evidence; // a clause: "no network interface is up"
};

// Down only on evidence that no failure of the service can produce; without it the failure is not
// ours to claim.
LineVerdict judgeLine(const LineEvidence& evidence);

} // namespace plimsoll
