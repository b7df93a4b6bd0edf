// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/settings.h"
#include "ui/dialogs/ceilingfield.h"
#include "ui/dialogs/targetrow.h"
#include "ui/format/format.h"
#include "ui/theme/themestate.h"

#include <QDialog>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

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
        ProbeSettings settings; // keys are not shown and stay as they are
        Catalogue catalogue;
        JudgeSchedule judge;
        QString file; // which is written
        bool fileExists = true;
        QString whyNotSaved {}; // a sentence; "": it can be saved
    };
    ScheduleDialog(Content content, ThemeState& themes, const Format& format,
                   QWidget* parent = nullptr);

    ProbeSettings edited() const; // the settings given, with targets and ceilings as they stand

public slots:
    void showError(const QString& message); // it could not be written

signals:
    void saved(const std::vector<plimsoll::Target>& targets,
               const plimsoll::BudgetSettings& budget);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();
    QScrollArea* makeList();
    QLayout* makeCeilings();
    QLayout* makeButtons();
    QString whatSavingDoes() const;
    TargetRow* addRow(const Target& target);
    void removeRow(TargetRow* row);
    void focusRow(std::size_t row);
    void orderFocus();
    void read();
    void say(QLabel& label, const QString& text);

    Content m_content;
    ThemeState& m_themes;
    Format m_format;
    std::vector<TargetRow*> m_rows;
    QScrollArea* m_list;
    QVBoxLayout* m_rowLayout;
    CeilingField* m_day;
    CeilingField* m_month;
    QPushButton* m_add;
    QPushButton* m_save;
    QPushButton* m_cancel;
    QLabel* m_total;
    QLabel* m_ceilings;
    QLabel* m_mistakes;
};

} // namespace plimsoll
