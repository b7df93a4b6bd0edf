// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/domain/target.h"
#include "ui/theme/themestate.h"
#include "ui/viewmodels/schedulereading.h"

#include <QComboBox>
#include <QLabel>
#include <QSpinBox>
#include <QToolButton>
#include <QWidget>

namespace plimsoll {

// One target of the schedule as it is edited: model, kind, whose key, how often, sampling, what it
// costs, and what is wrong with it underneath.
class TargetRow final : public QWidget
{
    Q_OBJECT

public:
    struct Choices
    {
        const Catalogue& catalogue;
        QStringList organizations; // besides that of [api]; empty hides the field
    };
    TargetRow(const Target& target, const Choices& choices, const ThemeState& themes,
              QWidget* parent = nullptr);

    Target target() const; // what is not edited here is as it was given
    void setNumber(int number); // shown, and told to screen readers
    void showReading(const ScheduleReading::Row& row);
    void takeFocus();
    QWidgetList fields() const; // in the order of the Tab key

    bool eventFilter(QObject* watched, QEvent* event) override;

signals:
    void edited();
    void removed();

private:
    void arrange(const ThemeState& themes);
    void fillModels(const Catalogue& catalogue);
    void fillKinds();
    void fillOrganizations(const QStringList& organizations);
    void fillEvery();
    void fillSampling();
    void connectFields();

    Target m_target;
    QLabel* m_number;
    QComboBox* m_model;
    QComboBox* m_kind;
    QComboBox* m_organization;
    QSpinBox* m_every;
    QComboBox* m_unit;
    QComboBox* m_sampling;
    QLabel* m_cost;
    QToolButton* m_remove;
    QLabel* m_mistakes;
};

} // namespace plimsoll
