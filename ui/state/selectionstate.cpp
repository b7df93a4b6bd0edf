// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/selectionstate.h"

#include <QCoreApplication>

#include <algorithm>

namespace plimsoll {

using namespace std::chrono_literals;

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
    Selection selection {.range = m_custom, .models = m_models};
    if (m_preset == RangePreset::Custom) {
        return selection;
    }
    selection.range = {.from = now - presetLength(m_preset).value_or(28 * 24h), .to = now};
    if (m_preset == RangePreset::All && oldest && *oldest < now) {
        selection.range.from = *oldest;
    }
    return selection;
}

void SelectionState::setPreset(RangePreset preset)
{
    Q_ASSERT(preset != RangePreset::Custom);
    if (preset != m_preset) {
        m_preset = preset;
        emit changed();
    }
}

void SelectionState::setCustom(TimeRange range)
{
    if (range.isEmpty() || (m_preset == RangePreset::Custom && range == m_custom)) {
        return;
    }
    m_preset = RangePreset::Custom;
    m_custom = range;
    emit changed();
}

void SelectionState::shift(int lengths, TimePoint now)
{
    const TimeRange shown = selection(now, std::nullopt).range;
    if (m_preset == RangePreset::All) {
        return;
    }
    TimeRange range {.from = shown.from + lengths * shown.length(),
                     .to = shown.to + lengths * shown.length()};
    if (range.to > now) {
        range = {.from = now - shown.length(), .to = now};
    }
    setCustom(range);
}

void SelectionState::setModels(const QStringList& models)
{
    if (models != m_models) {
        m_models = models;
        emit changed();
    }
}

void SelectionState::setModelShown(const QString& model, bool shown)
{
    QStringList models;
    for (const KnownModel& known : m_known) {
        const bool was = m_models.isEmpty() || m_models.contains(known.id);
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
