// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/screenawake.h"

#include <IOKit/pwr_mgt/IOPMLib.h>

namespace plimsoll {

class ScreenAwake::Way final
{
public:
    explicit Way(const QString& reason)
    {
        const CFStringRef why = reason.toCFString();
        IOPMAssertionCreateWithName(kIOPMAssertionTypePreventUserIdleDisplaySleep,
                                    kIOPMAssertionLevelOn, why, &m_assertion);
        CFRelease(why);
    }
    ~Way() { IOPMAssertionRelease(m_assertion); }

private:
    IOPMAssertionID m_assertion = kIOPMNullAssertionID;
};

ScreenAwake::ScreenAwake(const QString& reason, QObject* parent)
    : QObject(parent)
    , m_way(std::make_unique<Way>(reason))
{
}

ScreenAwake::~ScreenAwake() = default;

} // namespace plimsoll
