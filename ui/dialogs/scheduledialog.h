// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/settings.h"
#include "ui/dialogs/targetrow.h"
#include "ui/format/format.h"
#include "ui/theme/themestate.h"

#include <QCheckBox>
#include <QDialog>
#include <QDoubleSpinBox>
#include <QLayout>
#include <QPushButton>

#include <vector>

namespace plimsoll {

// The schedule and its ceilings, with what they come to while they are edited. Keeps nothing
// itself: whoever gets saved() writes the file.
class ScheduleDialog final : public QDialog
{
    Q_OBJECT

public:
    struct Content
    {
        ProbeSettings settings; // keys may be missing: they are not shown and not judged here
        Catalogue catalogue;
        TimePoint now;
        QString file; // which is written
    };
    ScheduleDialog(Content content, ThemeState& themes, const Format& format,
                   QWidget* parent = nullptr);

    ProbeSettings edited() const; // the settings given, with targets and ceilings as they stand

public slots:
    void showError(const QString& message); // it could not be written

signals:
    void saved(const std::vector<plimsoll::Target>& targets,
               const plimsoll::BudgetSettings& budget);

private:
    struct Ceiling
    {
        QCheckBox* set;
        QDoubleSpinBox* usd;
    };

    QLayout* makeCeilings();
    Ceiling makeCeiling(QLayout& layout, const QString& text, std::optional<double> usd);
    QLayout* makeButtons();
    void addRow(const Target& target);
    void removeRow(TargetRow* row);
    void read();

    Content m_content;
    Format m_format;
    std::vector<TargetRow*> m_rows;
    QVBoxLayout* m_rowLayout;
    Ceiling m_day;
    Ceiling m_month;
    QPushButton* m_add;
    QPushButton* m_save;
    QLabel* m_total;
    QLabel* m_ceilings;
    QLabel* m_mistakes;
};

} // namespace plimsoll
