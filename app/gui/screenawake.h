// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

namespace plimsoll {

// As long as it lives, the system neither blanks nor locks the screen by itself: a wall that nobody
// touches is looked at all the same. Where the system has no way to be asked, nothing happens but a
// line in the log.
class ScreenAwake final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ScreenAwake)

public:
    // `reason` is what the system tells who asks why, "Shows a wall".
    explicit ScreenAwake(const QString& reason, QObject* parent = nullptr);
    ~ScreenAwake() override;

private:
    class Way; // of this system
    std::unique_ptr<Way> m_way;
};

} // namespace plimsoll
