// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/retention.h"

#include "storage/bytesize.h"

namespace plimsoll {

using namespace Qt::StringLiterals;

QStringList RetentionPolicy::validate() const
{
    QStringList mistakes;
    if (keepRaw && *keepRaw < shortestKeepRaw) {
        mistakes << u"keep_raw in [storage] must be at least %1d: a day is packed when it is over. "
                    "Leave it out to keep all raw data."_s.arg(shortestKeepRaw.count());
    }
    if (maxBytes && *maxBytes < smallestMaxBytes) {
        mistakes << u"max_size in [storage] must be at least %1; leave it out for no bound."_s.arg(
            formatByteSize(smallestMaxBytes));
    }
    return mistakes;
}

} // namespace plimsoll
