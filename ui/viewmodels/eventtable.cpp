// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/eventtable.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(EventTable)
};

// The host of an address, any other source as it is.
QString sourceText(const QString& source)
{
    const QString host = QUrl(source).host();
    return host.isEmpty() ? source : host;
}

// One line: the title, and what it says beyond that.
QString sentence(const Event& event)
{
    const QString detail = event.detail.section(u'\n', 0, 0).simplified();
    if (detail.isEmpty()) {
        return event.title;
    }
    return detail.startsWith(event.title) ? detail : u"%1. %2"_s.arg(event.title, detail);
}

Cell plain(const QString& text, CellWeight weight = CellWeight::Plain)
{
    return {.text = text, .weight = weight, .condition = {}, .series = {}};
}

} // namespace

QString flagLetter(std::size_t index)
{
    return index < 26 ? QString(QChar(u'A' + int(index))) : QString::number(index + 1);
}

QString label(EventType type)
{
    switch (type) {
    case EventType::Announced:
        return Text::tr("announced");
    case EventType::Note:
        return Text::tr("note");
    case EventType::LimitChanged:
        return Text::tr("limits");
    case EventType::ModelChanged:
        return Text::tr("model list");
    case EventType::StatusPosted:
        return Text::tr("status page");
    case EventType::DocumentChanged:
        return Text::tr("document");
    case EventType::FuseTripped:
        return Text::tr("fuse");
    case EventType::UsageReported:
        return Text::tr("usage");
    }
    return {};
}

EventTable eventTable(const std::vector<Event>& events, TimeRange range, const Format& format)
{
    std::vector<Event> shown;
    std::ranges::copy_if(events, std::back_inserter(shown), [&](const Event& event) {
        return event.type != EventType::UsageReported && range.contains(event.at);
    });
    std::ranges::stable_sort(shown, {}, &Event::at);
    EventTable result;
    if (shown.size() > mostEvents) {
        result.older = shown.size() - mostEvents;
        shown.erase(shown.begin(), shown.begin() + std::ptrdiff_t(result.older));
    }
    result.table.columns = {{{}, Qt::AlignLeft},
                            {Text::tr("When"), Qt::AlignLeft},
                            {Text::tr("Who"), Qt::AlignLeft},
                            {Text::tr("Source"), Qt::AlignLeft},
                            {Text::tr("What"), Qt::AlignLeft}};
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const QString letter = flagLetter(i);
        result.flags.push_back({.letter = letter, .at = shown[i].at});
        result.table.rows.push_back(
            {.key = letter,
             .cells = {plain(letter, CellWeight::Strong), plain(format.times.event(shown[i].at)),
                       plain(label(shown[i].type)),
                       plain(sourceText(shown[i].source), CellWeight::Quiet),
                       plain(sentence(shown[i]))}});
    }
    std::ranges::reverse(result.table.rows);
    return result;
}

} // namespace plimsoll
