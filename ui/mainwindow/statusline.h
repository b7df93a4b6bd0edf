// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/dashboard.h"
#include "ui/format/format.h"
#include "ui/theme/themestate.h"

#include <QFrame>
#include <QLabel>

namespace plimsoll {

// Store and probes in one quiet line; what was just done stands at its right end.
class StatusLine final : public QFrame
{
    Q_OBJECT

public:
    explicit StatusLine(const ThemeState& themes, QWidget* parent = nullptr);

    void setDashboard(const Dashboard& dashboard, const Format& format);
    void setMessage(const QString& message);
    QString text() const;

private:
    QLabel* m_store;
    QLabel* m_probes;
    QLabel* m_asOf;
    QLabel* m_message;
};

} // namespace plimsoll
