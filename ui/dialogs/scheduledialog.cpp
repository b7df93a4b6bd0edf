// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/scheduledialog.h"

#include "ui/widgets/labels.h"

#include <QFileInfo>
#include <QKeyEvent>
#include <QScreen>
#include <QStyle>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

ScheduleDialog::ScheduleDialog(Content content, ThemeState& themes, const Format& format,
                               QWidget* parent)
    : QDialog(parent)
    , m_content(std::move(content))
    , m_themes(themes)
    , m_format(format)
    , m_list(new QScrollArea(this))
    , m_day(new CeilingField(tr("Daily ceiling (UTC)"), m_content.settings.budget.usdPerDay, this))
    , m_month(new CeilingField(tr("Monthly ceiling (UTC)"), m_content.settings.budget.usdPerMonth,
                               this))
    , m_add(new QPushButton(tr("&Add a target"), this))
    , m_save(new QPushButton(tr("&Save"), this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_total(makeLabel("heading", {}, this))
    , m_ceilings(makeLabel("body", {}, this))
    , m_mistakes(makeLabel("mistake", {}, this))
{
    setWindowTitle(tr("Schedule"));
    build();
    for (const Target& target : m_content.settings.targets) {
        addRow(target);
    }
    for (CeilingField* ceiling : {m_day, m_month}) {
        connect(ceiling, &CeilingField::edited, this, &ScheduleDialog::read);
    }
    connect(m_add, &QPushButton::clicked, this, [this] {
        TargetRow* row = addRow({});
        row->takeFocus();
        // Its place is known only after the layout has been done.
        QTimer::singleShot(0, row, [this, row] { m_list->ensureWidgetVisible(row); });
    });
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, [this] {
        const ProbeSettings settings = edited();
        emit saved(settings.targets, settings.budget);
    });
    if (!parent) {
        themes.dress(*this);
    }
    orderFocus();
    read();
    focusRow(0);
}

void ScheduleDialog::build()
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(12);
    layout->addWidget(makeLabel("verdict", tr("What is probed, and how often"), this));
    layout->addWidget(makeList(), 1);
    layout->addWidget(m_add, 0, Qt::AlignLeft);
    layout->addWidget(makeSeparator(this));
    layout->addLayout(makeCeilings());
    for (QLabel* label : {m_total, m_ceilings, m_mistakes}) {
        label->setWordWrap(true);
        layout->addWidget(label);
    }
    layout->addLayout(makeButtons());
    m_add->setObjectName("add"_L1);
    m_save->setObjectName("save"_L1);
    m_cancel->setObjectName("cancel"_L1);
    m_total->setObjectName("total"_L1);
    m_ceilings->setObjectName("ceilings"_L1);
    m_mistakes->setObjectName("mistakes"_L1);
    m_save->setProperty("primary", true);
    for (QPushButton* button : {m_add, m_save, m_cancel}) {
        button->setAutoDefault(false); // see keyPressEvent()
    }
    const QSize wanted(m_themes.px(940), m_themes.px(620));
    resize(wanted.boundedTo(screen()->availableSize() * 9 / 10)); // a frame comes around it
}

QScrollArea* ScheduleDialog::makeList()
{
    auto* rows = new QWidget(m_list);
    rows->setObjectName("page"_L1);
    auto* column = new QVBoxLayout(rows);
    column->setContentsMargins(0, 0, 8, 0);
    m_rowLayout = new QVBoxLayout; // taken by the column
    m_rowLayout->setSpacing(8);
    column->addLayout(m_rowLayout);
    column->addStretch();
    m_list->setObjectName("pageScroll"_L1);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setWidget(rows);
    m_list->setWidgetResizable(true);
    m_list->setMinimumHeight(m_themes.px(120));
    return m_list;
}

QLayout* ScheduleDialog::makeCeilings()
{
    auto* row = new QHBoxLayout; // taken by the caller's layout
    row->setSpacing(32);
    row->addWidget(m_day);
    row->addWidget(m_month);
    row->addStretch();
    return row;
}

QString ScheduleDialog::whatSavingDoes() const
{
    if (!m_content.whyNotSaved.isEmpty()) {
        return m_content.whyNotSaved;
    }
    return m_content.fileExists
        ? tr("Save writes %1. The file as it is now, with its comments, is kept beside it as %2.")
              .arg(m_content.file, QString(QFileInfo(m_content.file).fileName() + u".bak"))
        : tr("Save makes %1.").arg(m_content.file);
}

QLayout* ScheduleDialog::makeButtons()
{
    QLabel* note = makeLabel("detail", whatSavingDoes(), this);
    note->setObjectName("note"_L1);
    note->setWordWrap(true);
    auto* row = new QHBoxLayout; // taken by the caller's layout
    row->setSpacing(12);
    row->addWidget(note, 1);
    row->addWidget(m_save);
    row->addWidget(m_cancel);
    return row;
}

// Enter presses the button that has the focus and nothing else: a stray one in a field must neither
// change what is spent nor throw away what was edited.
void ScheduleDialog::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter) {
        QDialog::keyPressEvent(event);
    } else if (auto* button = qobject_cast<QPushButton*>(focusWidget())) {
        button->click();
    }
}

TargetRow* ScheduleDialog::addRow(const Target& target)
{
    QStringList organizations;
    for (const auto& organization : m_content.settings.organizations) {
        organizations << organization.first;
    }
    auto* row = new TargetRow(target, {m_content.catalogue, organizations}, m_themes,
                              m_list->widget()); // taken by the layout
    m_rowLayout->addWidget(row);
    row->show();
    m_rows.push_back(row);
    connect(row, &TargetRow::edited, this, &ScheduleDialog::read);
    connect(row, &TargetRow::removed, this, [this, row] { removeRow(row); });
    orderFocus();
    read();
    return row;
}

void ScheduleDialog::removeRow(TargetRow* row)
{
    const auto at = std::ranges::find(m_rows, row);
    if (at == m_rows.end()) {
        return;
    }
    const auto next = m_rows.erase(at);
    focusRow(std::size_t(next - m_rows.begin()));
    row->hide();
    row->deleteLater();
    read();
}

// Past the last row there is the way to another one.
void ScheduleDialog::focusRow(std::size_t row)
{
    if (row < m_rows.size()) {
        m_rows[row]->takeFocus();
    } else {
        m_add->setFocus(Qt::OtherFocusReason);
    }
}

void ScheduleDialog::orderFocus()
{
    QWidgetList order;
    for (const TargetRow* row : m_rows) {
        order += row->fields();
    }
    order << m_add;
    order += m_day->fields() + m_month->fields();
    order << m_save << m_cancel;
    for (qsizetype i = 1; i < order.size(); ++i) {
        setTabOrder(order[i - 1], order[i]);
    }
}

ProbeSettings ScheduleDialog::edited() const
{
    ProbeSettings settings = m_content.settings;
    settings.targets.clear();
    for (const TargetRow* row : m_rows) {
        settings.targets.push_back(row->target());
    }
    settings.budget.usdPerDay = m_day->usd();
    settings.budget.usdPerMonth = m_month->usd();
    return settings;
}

void ScheduleDialog::read()
{
    const ProbeSettings settings = edited();
    const ScheduleReading reading =
        readSchedule(settings, m_content.judge(settings), m_format.numbers);
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        m_rows[i]->setNumber(int(i) + 1);
        m_rows[i]->showReading(reading.rows[i]);
    }
    say(*m_total, reading.total);
    say(*m_ceilings, reading.ceilings);
    m_ceilings->setProperty("tone", reading.isStopped ? u"warn"_s : QString());
    m_ceilings->style()->polish(m_ceilings);
    say(*m_mistakes, reading.mistakes.join(u'\n'));
    m_save->setEnabled(reading.isValid() && m_content.whyNotSaved.isEmpty());
}

void ScheduleDialog::showError(const QString& message)
{
    say(*m_mistakes, message);
}

void ScheduleDialog::say(QLabel& label, const QString& text)
{
    label.setText(text);
    label.setVisible(!text.isEmpty());
}

} // namespace plimsoll
