// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/segmentedcontrol.h"

#include <QComboBox>

namespace plimsoll {

// One model of those that are shown: side by side while they are few, in a list when they are many.
class ModelChooser final : public QWidget
{
    Q_OBJECT

public:
    static constexpr std::size_t mostButtons = 6;

    explicit ModelChooser(const QString& accessibleName, QWidget* parent = nullptr);

    // Of anything that has a subject() and a displayName. `current` is a subject.
    template<typename Models>
    void setModels(const Models& models, const QString& current)
    {
        std::vector<SegmentedControl::Segment> segments;
        for (const auto& model : models) {
            segments.push_back({.key = model.subject(), .text = model.displayName});
        }
        take(segments, current);
    }

signals:
    void chosen(const QString& subject); // by the reader

private:
    void take(const std::vector<SegmentedControl::Segment>& models, const QString& current);

    SegmentedControl* m_few;
    QComboBox* m_many;
};

} // namespace plimsoll
