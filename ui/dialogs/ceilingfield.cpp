// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/ceilingfield.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace plimsoll {

CeilingField::CeilingField(const QString& text, std::optional<double> usd, QWidget* parent)
    : QWidget(parent)
    , m_given(usd)
    , m_set(new QCheckBox(text, this))
    , m_usd(new QDoubleSpinBox(this))
{
    m_set->setChecked(usd.has_value());
    m_usd->setDecimals(2);
    m_usd->setRange(0, 1'000'000);
    m_usd->setPrefix(u"$"_s);
    m_usd->setValue(usd.value_or(0));
    m_usd->setEnabled(usd.has_value());
    m_usd->setAccessibleName(text);
    m_shown = m_usd->value();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_set);
    layout->addWidget(m_usd);
    connect(m_set, &QCheckBox::toggled, m_usd, &QWidget::setEnabled);
    connect(m_set, &QCheckBox::toggled, this, &CeilingField::edited);
    connect(m_usd, &QDoubleSpinBox::valueChanged, this, &CeilingField::edited);
}

std::optional<double> CeilingField::usd() const
{
    if (!m_set->isChecked()) {
        return std::nullopt;
    }
    const bool untouched = m_given && m_usd->value() == m_shown; // the same rounding, so exact
    return untouched ? *m_given : m_usd->value();
}

QWidgetList CeilingField::fields() const
{
    return {m_set, m_usd};
}

} // namespace plimsoll
