// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/rangedialog.h"

#include "ui/widgets/labels.h"

#include <QFormLayout>
#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr std::chrono::minutes shortest {1};

} // namespace

RangeDialog::RangeDialog(TimeRange shown, TimePoint now, const QTimeZone& zone,
                         const ThemeState& themes, QWidget* parent)
    : QDialog(parent)
    , m_now(now)
    , m_zone(zone)
    , m_from(makeEnd(tr("From"), shown.from))
    , m_to(makeEnd(tr("To"), shown.to))
    , m_mistake(makeLabel("mistake", {}, this))
    , m_show(new QPushButton(tr("Show"), this))
{
    setObjectName("range"_L1);
    setWindowTitle(tr("A range of your own"));
    setMinimumWidth(themes.px(360));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(12);
    auto* form = new QFormLayout; // taken by the layout
    form->addRow(makeLabel("body", tr("From"), this), m_from);
    form->addRow(makeLabel("body", tr("To"), this), m_to);
    layout->addLayout(form);
    layout->addWidget(makeLabel(
        "caption", tr("Times in %1.").arg(zone == QTimeZone::utc() ? tr("UTC") : tr("local time")),
        this));
    m_mistake->setWordWrap(true);
    layout->addWidget(m_mistake);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    m_show->setProperty("primary", true);
    m_show->setDefault(true);
    auto* row = new QHBoxLayout; // taken by the layout
    row->addWidget(m_show);
    row->addWidget(cancel);
    row->addStretch();
    layout->addLayout(row);
    connect(m_show, &QPushButton::clicked, this, &QDialog::accept);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    judge();
}

// Qt's field knows UTC and local time; those are the two zones that are shown.
QDateTimeEdit* RangeDialog::makeEnd(const QString& name, TimePoint at)
{
    auto* end = new QDateTimeEdit(this); // taken by the layout
    end->setTimeSpec(m_zone == QTimeZone::utc() ? Qt::UTC : Qt::LocalTime);
    end->setDateTime(QDateTime::fromMSecsSinceEpoch(toEpochMs(at), end->timeSpec()));
    end->setDisplayFormat(u"yyyy-MM-dd HH:mm"_s);
    end->setCalendarPopup(true);
    end->setAccessibleName(name);
    connect(end, &QDateTimeEdit::dateTimeChanged, this, &RangeDialog::judge);
    return end;
}

TimePoint RangeDialog::momentOf(const QDateTimeEdit& end) const
{
    return std::min(fromEpochMs(end.dateTime().toMSecsSinceEpoch()), m_now);
}

TimeRange RangeDialog::range() const
{
    return {.from = momentOf(*m_from), .to = momentOf(*m_to)};
}

void RangeDialog::judge()
{
    const bool isLongEnough = range().length() >= shortest;
    m_mistake->setText(isLongEnough ? QString()
                                    : tr("The end must lie at least a minute after the begin, "
                                         "and nothing is known after now."));
    m_show->setEnabled(isLongEnough);
}

} // namespace plimsoll
