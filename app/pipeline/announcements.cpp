// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/announcements.h"

#include "app/config/shippedtable.h"
#include "app/config/tablereader.h"

#include <algorithm>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

std::vector<Event> shippedEvents()
{
    const toml::table root = shippedTable(u"events.toml"_s);
    ConfigProblems problems;
    TableReader reader(root, u"events.toml"_s, problems);
    std::vector<Event> events;
    for (const toml::table* table : reader.tables(u"event"_s)) {
        TableReader row(*table, u"[[event]]"_s, problems);
        events.push_back({.at = row.moment(u"at"_s).value_or(TimePoint {}),
                          .type = EventType::Announced,
                          .title = row.text(u"title"_s).value_or(QString()),
                          .detail = row.text(u"detail"_s).value_or(QString()),
                          .source = row.text(u"source"_s).value_or(QString())});
    }
    Q_ASSERT_X(problems.empty(), "announcedEvents", "the shipped events must parse");
    return events;
}

} // namespace

std::vector<Event> announcedEvents(const Catalogue& catalogue, TimePoint until)
{
    std::vector<Event> events = shippedEvents();
    for (const ModelInfo& model : catalogue.models()) {
        events.push_back({.at = model.released,
                          .type = EventType::Announced,
                          .title = u"%1 released"_s.arg(model.displayName),
                          .detail = {},
                          .source = u"release notes"_s});
    }
    std::erase_if(events, [until](const Event& event) {
        return event.at > until || event.at == TimePoint {};
    });
    std::ranges::stable_sort(events, {}, &Event::at);
    return events;
}

} // namespace plimsoll
