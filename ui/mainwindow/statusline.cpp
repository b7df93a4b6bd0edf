// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/statusline.h"

#include "ui/widgets/labels.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace plimsoll {

StatusLine::StatusLine(const ThemeState& themes, QWidget* parent)
    : QFrame(parent)
    , m_store(makeLabel("caption", {}, this))
    , m_probes(makeLabel("caption", {}, this))
    , m_asOf(makeLabel("caption", {}, this))
    , m_message(new ElidedLabel("caption", {}, this))
{
    setObjectName("statusLine"_L1);
    setFixedHeight(themes.px(26));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(20, 0, 20, 0);
    layout->setSpacing(24);
    for (QLabel* label : {m_store, m_probes, m_asOf}) {
        layout->addWidget(label);
    }
    layout->addStretch();
    layout->addWidget(m_message);
}

void StatusLine::setDashboard(const Dashboard& dashboard, const Format& format)
{
    m_store->setText(tr("Store %1, %2 observations")
                         .arg(format.numbers.bytes(dashboard.store.bytes),
                              format.numbers.count(dashboard.store.observations)));
    const QString probes = format.numbers.count(qint64(dashboard.probesInDay));
    m_probes->setText(dashboard.probesInDay == 1 ? tr("%1 probe in 24 h").arg(probes)
                                                 : tr("%1 probes in 24 h").arg(probes));
    m_asOf->setText(tr("Figures as of %1 %2")
                        .arg(format.times.local(dashboard.asOf).toString(u"HH:mm:ss"_s),
                             format.times.zoneName(dashboard.asOf)));
}

void StatusLine::setMessage(const QString& message)
{
    m_message->setText(message);
}

QString StatusLine::text() const
{
    return QStringList {m_store->text(), m_probes->text(), m_asOf->text(), m_message->text()}.join(
        u"  "_s);
}

} // namespace plimsoll
