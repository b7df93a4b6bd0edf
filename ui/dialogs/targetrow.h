// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/domain/target.h"
#include "ui/viewmodels/schedulereading.h"

#include <QComboBox>
#include <QLabel>
#include <QSpinBox>
#include <QToolButton>
#include <QWidget>

namespace plimsoll {

// One target of the schedule as it is edited: model, kind, how often, sampling, what it costs, and
// what is wrong with it underneath.
class TargetRow final : public QWidget
{
    Q_OBJECT

public:
    TargetRow(const Target& target, const Catalogue& catalogue, QWidget* parent = nullptr);

    Target target() const; // what is not edited here is as it was given
    void setNumber(int number); // for screen readers
    void showReading(const ScheduleReading::Row& row);
    void takeFocus();

signals:
    void edited();
    void removed();

private:
    void fillModels(const Catalogue& catalogue);
    void fillKinds();
    void showEvery();

    Target m_target;
    QComboBox* m_model;
    QComboBox* m_kind;
    QSpinBox* m_every;
    QComboBox* m_unit;
    QComboBox* m_sampling;
    QLabel* m_cost;
    QToolButton* m_remove;
    QLabel* m_mistakes;
};

} // namespace plimsoll
