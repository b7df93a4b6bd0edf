// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QWidget>

#include <optional>

namespace plimsoll {

// A ceiling in USD that can be lifted.
class CeilingField final : public QWidget
{
    Q_OBJECT

public:
    CeilingField(const QString& text, std::optional<double> usd, QWidget* parent = nullptr);

    // What was given, to the last digit, unless it was edited.
    std::optional<double> usd() const;
    QWidgetList fields() const; // in the order of the Tab key

signals:
    void edited();

private:
    std::optional<double> m_given;
    QCheckBox* m_set;
    QDoubleSpinBox* m_usd;
    double m_shown; // of what was given, in whole cents
};

} // namespace plimsoll
