// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/lineverdict.h"

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

using Server = LineEvidence::NameServer;
using Host = LineEvidence::CheckHost;
using System = LineEvidence::System;
using State = LineVerdict::State;

// The host of the user's choice fails for a reason of its own when its name alone is unknown.
LineVerdict judgeCheckHost(const LineEvidence& evidence)
{
    const QString& host = evidence.checkHostName;
    switch (evidence.checkHost) {
    case Host::Reached:
        return {State::Up, u"%1 was reached meanwhile"_s.arg(host)};
    case Host::Silent:
        return {State::Down, u"%1 could not be reached either"_s.arg(host)};
    case Host::UnknownName:
        return evidence.nameServer == Server::Denied
            ? LineVerdict {State::Down, u"no name server knows %1 either"_s.arg(host)}
            : LineVerdict {State::Unknown, u"the name of %1 could not be resolved"_s.arg(host)};
    case Host::NotSet:
        break;
    }
    return {};
}

} // namespace

LineVerdict judgeLine(const LineEvidence& evidence)
{
    if (evidence.serviceIsHere) {
        return {State::Up, u"%1 is this machine"_s.arg(evidence.service)};
    }
    if (!evidence.interfaceUp) {
        return {State::Down, u"no network interface is up"_s};
    }
    if (evidence.checkHost == Host::Reached || evidence.checkHost == Host::Silent) {
        return judgeCheckHost(evidence);
    }
    if (evidence.nameServer == Server::Silent) {
        return {State::Down, u"no name server answered"_s};
    }
    // A machine may be reported offline only because the reporter does not manage its network, so
    // an answer of a name server outweighs it.
    if (evidence.system == System::Offline && evidence.nameServer != Server::Found) {
        return {State::Down, u"the operating system reports no network"_s};
    }
    if (evidence.checkHost == Host::UnknownName) {
        return judgeCheckHost(evidence);
    }
    if (evidence.system == System::Online && evidence.nameServer == Server::Found) {
        return {State::Up,
                u"the operating system reports a network and %1 has an address"_s.arg(
                    evidence.service)};
    }
    return {State::Unknown, u"nothing says that the line was down"_s};
}

} // namespace plimsoll
