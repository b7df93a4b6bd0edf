// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/eventtable.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

QString flagLetter(std::size_t index)
{
    return index < 26 ? QString(QChar(u'A' + int(index))) : QString::number(index + 1);
}

EventTable eventTable(const std::vector<Event>& events, TimeRange range, const Format& format)
{
    std::vector<Event> shown;
    std::ranges::copy_if(events, std::back_inserter(shown), [&](const Event& event) {
        const bool told = event.type == EventType::Announced || event.type == EventType::Note;
        return told && range.contains(event.at);
    });
    std::ranges::stable_sort(shown, {}, &Event::at);
    EventTable result;
    result.table.columns = {{{}, Qt::AlignLeft},
                            {QCoreApplication::translate("EventTable", "When"), Qt::AlignLeft},
                            {QCoreApplication::translate("EventTable", "What"), Qt::AlignLeft}};
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const QString letter = flagLetter(i);
        result.flags.push_back({.letter = letter, .at = shown[i].at});
        result.table.rows.push_back({.key = letter,
                                     .cells = {{letter, CellWeight::Strong, {}, {}},
                                               {format.times.event(shown[i].at), {}, {}, {}},
                                               {shown[i].title, {}, {}, {}}}});
    }
    return result;
}

} // namespace plimsoll
