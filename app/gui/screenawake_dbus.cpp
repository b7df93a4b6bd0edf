// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/idleinhibitor.h"
#include "app/gui/screenawake.h"
#include "app/logging.h"

namespace plimsoll {

class ScreenAwake::Way final : public QObject
{
public:
    explicit Way(const QString& reason)
        : m_inhibitor(QDBusConnection::sessionBus(), reason)
    {
        connect(&m_inhibitor, &IdleInhibitor::refused, this, [](const QString& why) {
            qCInfo(appLog).noquote() << "The screen may be blanked: nobody here can be asked to "
                                        "leave it on."
                                     << why;
        });
    }

private:
    IdleInhibitor m_inhibitor;
};

ScreenAwake::ScreenAwake(const QString& reason, QObject* parent)
    : QObject(parent)
    , m_way(std::make_unique<Way>(reason))
{
}

ScreenAwake::~ScreenAwake() = default;

} // namespace plimsoll
