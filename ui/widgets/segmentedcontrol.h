// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QButtonGroup>
#include <QPushButton>
#include <QWidget>

#include <vector>

namespace plimsoll {

// One of a few, all visible: ranges, metrics, models. Arrow keys move within, Tab leaves.
class SegmentedControl final : public QWidget
{
    Q_OBJECT

public:
    explicit SegmentedControl(const QString& accessibleName, QWidget* parent = nullptr);

    struct Segment
    {
        QString key;
        QString text;

        bool operator==(const Segment&) const = default;
    };
    void setSegments(const std::vector<Segment>& segments);
    void setCurrent(const QString& key); // "" or unknown: none is marked
    QString current() const;
    QPushButton* button(const QString& key) const; // null when unknown

signals:
    void chosen(const QString& key); // by the reader, not by setCurrent

private:
    QButtonGroup m_group;
    std::vector<Segment> m_segments;
};

} // namespace plimsoll
