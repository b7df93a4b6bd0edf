// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/selection.h"

#include <QList>
#include <QObject>
#include <QTimeZone>

#include <optional>
#include <vector>

namespace plimsoll {

enum class RangePreset { Hour, Day, Week, TwoWeeks, FourWeeks, All, Custom };
enum class ZoneChoice { Local, Utc };

// What the reader has chosen to look at; shared by all pages. Lives in the GUI thread.
class SelectionState final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SelectionState)

public:
    struct KnownModel
    {
        QString id;
        QString name;
        int series = 0;

        bool operator==(const KnownModel&) const = default;
    };

    explicit SelectionState(QObject* parent = nullptr);

    RangePreset preset() const { return m_preset; }
    ZoneChoice zoneChoice() const { return m_zone; }
    QTimeZone zone() const;
    const QStringList& models() const { return m_models; } // empty: all
    const std::vector<KnownModel>& knownModels() const { return m_known; }
    QString focus() const { return m_focus; } // the model that one-model charts show; "" first one

    // The range that ends now, or the custom one. `oldest` is the start of the data, for All; while
    // it is unknown All means four weeks.
    Selection selection(TimePoint now, std::optional<TimePoint> oldest) const;

    void setPreset(RangePreset preset); // not Custom
    void setCustom(TimeRange range);
    void shift(int lengths, TimePoint now); // -1: the span before the present one; never beyond now
    void setModels(const QStringList& models);
    void setModelShown(const QString& model, bool shown); // hiding the last one is refused
    void setZoneChoice(ZoneChoice zone);
    void setFocus(const QString& model);
    void learnModels(const std::vector<KnownModel>& models); // joins those known, keeps their order

signals:
    void changed(); // the answer to be asked for is another one
    void zoneChanged();
    void focusChanged();
    void knownModelsChanged();

private:
    RangePreset m_preset = RangePreset::Day;
    TimeRange m_custom;
    QStringList m_models;
    ZoneChoice m_zone = ZoneChoice::Local;
    QString m_focus;
    std::vector<KnownModel> m_known;
};

// Nullopt for All and Custom.
std::optional<std::chrono::milliseconds> presetLength(RangePreset preset);
QString label(RangePreset preset); // "24 h"

} // namespace plimsoll
