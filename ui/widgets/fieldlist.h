// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/themestate.h"

#include <QAbstractItemModel>
#include <QTextBrowser>

namespace plimsoll {

// Names and values of the first two columns of a model, whole and never cut: a short name stands
// beside its value, a long one above it. The text can be selected and copied.
class FieldList final : public QTextBrowser
{
    Q_OBJECT

public:
    FieldList(const ThemeState& themes, const QAbstractItemModel& model, QWidget* parent = nullptr);

    void setNameShare(int percent); // of the width, for short names

private:
    void showFields();
    void addField(QString& html, int row) const;

    const ThemeState& m_themes;
    const QAbstractItemModel& m_model;
    int m_nameShare = 38;
};

} // namespace plimsoll
