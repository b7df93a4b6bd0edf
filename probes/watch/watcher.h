// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/event.h"
#include "probes/domain/headers.h"
#include "probes/domain/modelpage.h"

#include <QUrl>

#include <chrono>
#include <map>
#include <optional>
#include <vector>

namespace plimsoll {

// One GET.
struct WatchAsk
{
    QUrl url;
    QByteArray accept {"application/json"};
    HeaderList headers {}; // further ones, secrets among them
    // "Only if it changed": allowed when the last accepted answer is remembered.
    bool conditional = false;
};

struct WatchAnswer
{
    QUrl url; // that was asked
    int status = 0; // 0: no answer
    HeaderList headers;
    QByteArray body;
    QString failure; // why there is no whole answer; "" when there is one

    bool isUnchanged() const { return failure.isEmpty() && status == 304; }
};

// Why an answer is no content, in words; "" for a 200 that is worth reading. A challenge of the
// edge is named as such whatever its status says.
QString refusalOf(const WatchAnswer& answer);

struct WatchStep
{
    // The answer was understood: the next request for this address may be conditional.
    bool accepted = false;
    std::optional<WatchAsk> next; // absent: the round is complete
};

struct WatchFindings
{
    std::vector<Event> events;
    std::vector<Memory> memories;
    std::optional<std::vector<ListedModel>> models; // of a complete list
    std::optional<std::chrono::milliseconds> rest; // longer than the usual pause
    QString trouble; // why nothing was learned, for the log; "" when all is well
};

using MemoryMap = std::map<QString, Memory>; // by name

// One source that is asked again and again. Pure: it says what to ask, is told each answer, and at
// the end of a round what came of it. Answers are foreign text: none of them may be believed to be
// well formed.
class Watcher
{
public:
    virtual ~Watcher() = default;

    virtual QString name() const = 0; // unique among the watchers: "status"
    virtual WatchAsk begin(TimePoint now) = 0;
    virtual WatchStep take(const WatchAnswer& answer) = 0;
    virtual WatchFindings finish(TimePoint now) = 0;
};

} // namespace plimsoll
