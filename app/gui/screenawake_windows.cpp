// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/screenawake.h"

#include <windows.h>

namespace plimsoll {

// The state belongs to the thread, and ends with it.
class ScreenAwake::Way final
{
public:
    Way() { SetThreadExecutionState(ES_CONTINUOUS | ES_DISPLAY_REQUIRED | ES_SYSTEM_REQUIRED); }
    ~Way() { SetThreadExecutionState(ES_CONTINUOUS); }
};

ScreenAwake::ScreenAwake(const QString& /*reason*/, QObject* parent)
    : QObject(parent)
    , m_way(std::make_unique<Way>())
{
}

ScreenAwake::~ScreenAwake() = default;

} // namespace plimsoll
