// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/watch/watcher.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace plimsoll {

QString refusalOf(const WatchAnswer& answer)
{
    if (!answer.failure.isEmpty()) {
        return answer.failure;
    }
    if (headerValue(answer.headers, "cf-mitigated")
        || headerValue(answer.headers, "x-amzn-waf-action")) {
        return u"a challenge for browsers, HTTP %1"_s.arg(answer.status);
    }
    return answer.status == 200 ? QString() : u"HTTP %1"_s.arg(answer.status);
}

} // namespace plimsoll
