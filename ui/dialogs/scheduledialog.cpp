// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/scheduledialog.h"

#include "ui/widgets/labels.h"

#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

ScheduleDialog::ScheduleDialog(Content content, ThemeState& themes, const Format& format,
                               QWidget* parent)
    : QDialog(parent)
    , m_content(std::move(content))
    , m_format(format)
    , m_add(new QPushButton(tr("Add a target"), this))
    , m_save(new QPushButton(tr("Save"), this))
    , m_total(makeLabel("body", {}, this))
    , m_ceilings(makeLabel("detail", {}, this))
    , m_mistakes(makeLabel("mistake", {}, this))
{
    setWindowTitle(tr("Schedule"));
    setMinimumWidth(themes.px(820));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(12);
    auto* rows = new QWidget(this);
    m_rowLayout = new QVBoxLayout(rows);
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(rows);
    scroll->setWidgetResizable(true);
    scroll->setMinimumHeight(themes.px(240));
    layout->addWidget(scroll, 1);
    layout->addWidget(m_add, 0, Qt::AlignLeft);
    layout->addLayout(makeCeilings());
    for (QLabel* label : {m_total, m_ceilings, m_mistakes}) {
        label->setWordWrap(true);
        layout->addWidget(label);
    }
    m_total->setObjectName("total"_L1);
    m_ceilings->setObjectName("ceilings"_L1);
    m_mistakes->setObjectName("mistakes"_L1);
    layout->addLayout(makeButtons());
    for (const Target& target : m_content.settings.targets) {
        addRow(target);
    }
    connect(m_add, &QPushButton::clicked, this, [this] {
        addRow({});
        m_rows.back()->takeFocus();
    });
    if (!parent) {
        themes.dress(*this);
    }
    read();
}

QLayout* ScheduleDialog::makeCeilings()
{
    auto* row = new QHBoxLayout; // taken by the caller's layout
    const BudgetSettings& budget = m_content.settings.budget;
    m_day = makeCeiling(*row, tr("USD a day (UTC), at most"), budget.usdPerDay);
    m_month = makeCeiling(*row, tr("USD a month (UTC), at most"), budget.usdPerMonth);
    row->addStretch();
    return row;
}

ScheduleDialog::Ceiling ScheduleDialog::makeCeiling(QLayout& layout, const QString& text,
                                                    std::optional<double> usd)
{
    const Ceiling ceiling {new QCheckBox(text, this), new QDoubleSpinBox(this)};
    ceiling.set->setChecked(usd.has_value());
    ceiling.usd->setRange(0, 100'000);
    ceiling.usd->setDecimals(2);
    ceiling.usd->setValue(usd.value_or(0));
    ceiling.usd->setEnabled(usd.has_value());
    ceiling.usd->setAccessibleName(text);
    layout.addWidget(ceiling.set);
    layout.addWidget(ceiling.usd);
    connect(ceiling.set, &QCheckBox::toggled, ceiling.usd, &QWidget::setEnabled);
    connect(ceiling.set, &QCheckBox::toggled, this, &ScheduleDialog::read);
    connect(ceiling.usd, &QDoubleSpinBox::valueChanged, this, &ScheduleDialog::read);
    return ceiling;
}

QLayout* ScheduleDialog::makeButtons()
{
    auto* cancel = new QPushButton(tr("Cancel"), this); // taken by the layout
    cancel->setObjectName("cancel"_L1);
    m_save->setObjectName("save"_L1);
    m_save->setProperty("primary", true);
    m_add->setObjectName("add"_L1);
    cancel->setDefault(true); // a stray Enter must not change what is spent
    QLabel* note =
        makeLabel("detail",
                  tr("Save writes %1; the file as it is now, with its comments, is kept as %1.bak.")
                      .arg(m_content.file),
                  this);
    note->setWordWrap(true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, [this] {
        const ProbeSettings settings = edited();
        emit saved(settings.targets, settings.budget);
    });
    auto* row = new QHBoxLayout; // taken by the caller's layout
    row->addWidget(note, 1);
    row->addWidget(m_save);
    row->addWidget(cancel);
    return row;
}

void ScheduleDialog::addRow(const Target& target)
{
    auto* row = new TargetRow(target, m_content.catalogue, this); // taken by the layout
    m_rowLayout->addWidget(row);
    m_rows.push_back(row);
    connect(row, &TargetRow::edited, this, &ScheduleDialog::read);
    connect(row, &TargetRow::removed, this, [this, row] { removeRow(row); });
    read();
}

void ScheduleDialog::removeRow(TargetRow* row)
{
    const auto at = std::ranges::find(m_rows, row);
    if (at == m_rows.end()) {
        return;
    }
    const auto next = m_rows.erase(at);
    row->deleteLater();
    row->hide();
    if (next != m_rows.end()) {
        (*next)->takeFocus();
    } else {
        m_add->setFocus(Qt::OtherFocusReason);
    }
    read();
}

ProbeSettings ScheduleDialog::edited() const
{
    ProbeSettings settings = m_content.settings;
    settings.targets.clear();
    for (const TargetRow* row : m_rows) {
        settings.targets.push_back(row->target());
    }
    const auto usd = [](const Ceiling& ceiling) {
        return ceiling.set->isChecked() ? std::optional(ceiling.usd->value()) : std::nullopt;
    };
    settings.budget.usdPerDay = usd(m_day);
    settings.budget.usdPerMonth = usd(m_month);
    return settings;
}

void ScheduleDialog::read()
{
    ProbeSettings settings = edited();
    settings.api.key = "unknown"; // where keys are kept is not edited here
    for (auto& [name, organization] : settings.organizations) {
        organization.key = "unknown";
    }
    const ScheduleReading reading =
        readSchedule(settings, m_content.catalogue, m_content.now, m_format.numbers);
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        m_rows[i]->setNumber(int(i) + 1);
        m_rows[i]->showReading(reading.rows[i]);
    }
    m_total->setText(reading.total);
    m_ceilings->setText(reading.ceilings);
    m_mistakes->setText(reading.mistakes.join(u'\n'));
    m_mistakes->setVisible(!reading.mistakes.isEmpty());
    m_save->setEnabled(reading.isValid());
}

void ScheduleDialog::showError(const QString& message)
{
    m_mistakes->setText(message);
    m_mistakes->show();
}

} // namespace plimsoll
