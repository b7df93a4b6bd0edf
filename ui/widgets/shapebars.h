// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/outcome.h"
#include "ui/format/format.h"
#include "ui/theme/themestate.h"

#include <QWidget>

namespace plimsoll {

// The overloads of one model by shape, and what a reader of status codes alone would have missed.
class ShapeBars final : public QWidget
{
    Q_OBJECT

public:
    explicit ShapeBars(const ThemeState& themes, QWidget* parent = nullptr);

    struct Bar
    {
        QString name;
        QString count;
        QString percent; // of all overloads
        double share = 0;
    };
    struct Content
    {
        std::vector<Bar> bars;
        QString trueRate;
        QString statusRate;
        int series = 0;
    };
    void setContent(Content content);
    const Content& content() const { return m_content; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double paintBar(QPainter& painter, const Bar& bar, double top) const;

    const ThemeState& m_themes;
    Content m_content;
};

ShapeBars::Content shapeContent(const OutcomeCounts& counts, int series, const Format& format);

} // namespace plimsoll
