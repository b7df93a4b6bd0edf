// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/selectionstate.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace plimsoll {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds shortestRange = 1min;

milliseconds scaled(milliseconds span, double factor)
{
    return milliseconds(std::llround(factor * double(span.count())));
}

} // namespace

std::optional<std::chrono::milliseconds> presetLength(RangePreset preset)
{
    switch (preset) {
    case RangePreset::Hour:
        return 1h;
    case RangePreset::Day:
        return 24h;
    case RangePreset::Week:
        return 7 * 24h;
    case RangePreset::TwoWeeks:
        return 14 * 24h;
    case RangePreset::FourWeeks:
        return 28 * 24h;
    case RangePreset::All:
    case RangePreset::Custom:
        break;
    }
    return std::nullopt;
}

TimeRange zoomed(TimeRange shown, TimePoint around, double factor, TimePoint now)
{
    const TimeRange range {.from = around - scaled(around - shown.from, factor),
                           .to = std::min(around + scaled(shown.to - around, factor), now)};
    return range.length() >= shortestRange ? range : shown;
}

TimeRange shifted(TimeRange shown, double lengths, TimePoint now)
{
    const TimePoint to = std::min(shown.to + scaled(shown.length(), lengths), now);
    return {.from = to - shown.length(), .to = to};
}

QString label(RangePreset preset)
{
    static constexpr std::array labels {"1 h", "24 h", "7 d", "14 d", "28 d", "All", "Custom"};
    return QCoreApplication::translate("RangePreset", labels[std::size_t(preset)]);
}

SelectionState::SelectionState(QObject* parent)
    : QObject(parent)
{
}

QTimeZone SelectionState::zone() const
{
    return m_zone == ZoneChoice::Utc ? QTimeZone::utc() : QTimeZone::systemTimeZone();
}

Selection SelectionState::selection(TimePoint now, std::optional<TimePoint> oldest) const
{
    const Choice& choice = m_choice.present();
    Selection selection {.range = choice.custom, .models = choice.models};
    if (choice.preset == RangePreset::Custom) {
        return selection;
    }
    selection.range = {.from = now - presetLength(choice.preset).value_or(28 * 24h), .to = now};
    if (choice.preset == RangePreset::All && oldest && *oldest < now) {
        selection.range.from = *oldest;
    }
    return selection;
}

void SelectionState::choose(const Choice& choice)
{
    if (choice != m_choice.present()) {
        m_choice.choose(choice);
        emit changed();
    }
}

void SelectionState::goBack()
{
    if (m_choice.canGoBack()) {
        m_choice.goBack();
        emit changed();
    }
}

void SelectionState::goForward()
{
    if (m_choice.canGoForward()) {
        m_choice.goForward();
        emit changed();
    }
}

void SelectionState::setPreset(RangePreset preset)
{
    Q_ASSERT(preset != RangePreset::Custom);
    choose({.preset = preset, .models = models()});
}

void SelectionState::setCustom(TimeRange range)
{
    if (!range.isEmpty()) {
        choose({.preset = RangePreset::Custom, .custom = range, .models = models()});
    }
}

void SelectionState::shift(double lengths, TimePoint now)
{
    if (preset() != RangePreset::All) {
        setCustom(shifted(selection(now, std::nullopt).range, lengths, now));
    }
}

void SelectionState::setModels(const QStringList& models)
{
    Choice choice = m_choice.present();
    choice.models = models;
    choose(choice);
}

void SelectionState::setModelShown(const QString& model, bool shown)
{
    QStringList models;
    for (const KnownModel& known : m_known) {
        const bool was = this->models().isEmpty() || this->models().contains(known.id);
        if (known.id == model ? shown : was) {
            models << known.id;
        }
    }
    if (models.isEmpty()) {
        return;
    }
    setModels(qsizetype(m_known.size()) == models.size() ? QStringList() : models);
}

void SelectionState::setZoneChoice(ZoneChoice zone)
{
    if (zone != m_zone) {
        m_zone = zone;
        emit zoneChanged();
        emit changed(); // weeks begin at another moment
    }
}

void SelectionState::setFocus(const QString& model)
{
    if (model != m_focus) {
        m_focus = model;
        emit focusChanged();
    }
}

void SelectionState::learnModels(const std::vector<KnownModel>& models)
{
    const std::size_t before = m_known.size();
    for (const KnownModel& model : models) {
        if (std::ranges::find(m_known, model.id, &KnownModel::id) == m_known.end()) {
            m_known.push_back(model);
        }
    }
    if (m_known.size() != before) {
        emit knownModelsChanged();
    }
}

} // namespace plimsoll
