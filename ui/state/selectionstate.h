// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/selection.h"
#include "ui/state/history.h"

#include <QList>
#include <QObject>
#include <QTimeZone>

#include <array>
#include <optional>
#include <vector>

namespace plimsoll {

enum class RangePreset { Hour, Day, Week, TwoWeeks, FourWeeks, All, Custom };
// Those that are offered, the shortest first.
inline constexpr std::array rangePresets {RangePreset::Hour,      RangePreset::Day,
                                          RangePreset::Week,      RangePreset::TwoWeeks,
                                          RangePreset::FourWeeks, RangePreset::All};
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

    RangePreset preset() const { return m_choice.present().preset; }
    ZoneChoice zoneChoice() const { return m_zone; }
    QTimeZone zone() const;
    const QStringList& models() const { return m_choice.present().models; } // empty: all
    const std::vector<KnownModel>& knownModels() const { return m_known; }
    QString focus() const { return m_focus; } // the model that one-model charts show; "" first one

    // The range that ends now, or the custom one. `oldest` is the start of the data, for All; while
    // it is unknown All means four weeks.
    Selection selection(TimePoint now, std::optional<TimePoint> oldest) const;

    void setPreset(RangePreset preset); // not Custom
    void setCustom(TimeRange range);
    // -1: the span before the present one, 0.5: half a span on; never beyond now.
    void shift(double lengths, TimePoint now);
    // Ranges and models that were chosen before, and back again.
    bool canGoBack() const { return m_choice.canGoBack(); }
    bool canGoForward() const { return m_choice.canGoForward(); }
    void goBack();
    void goForward();
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
    struct Choice
    {
        RangePreset preset = RangePreset::Day;
        TimeRange custom {};
        QStringList models {};

        bool operator==(const Choice&) const = default;
    };
    void choose(const Choice& choice);

    History<Choice> m_choice {Choice {}};
    ZoneChoice m_zone = ZoneChoice::Local;
    QString m_focus;
    std::vector<KnownModel> m_known;
};

// A range shorter (factor below 1) or longer, in which that moment keeps its place; never beyond
// now, and never shorter than a minute: then as it was.
TimeRange zoomed(TimeRange shown, TimePoint around, double factor, TimePoint now);
// One that lies so many of its lengths later, or as late as can be.
TimeRange shifted(TimeRange shown, double lengths, TimePoint now);

// Nullopt for All and Custom.
std::optional<std::chrono::milliseconds> presetLength(RangePreset preset);
QString label(RangePreset preset); // "24 h"

} // namespace plimsoll
