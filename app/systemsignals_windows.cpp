// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/systemsignals.h"

#include <windows.h>

namespace plimsoll {

namespace {

SystemSignals* receiver = nullptr;
bool asked = false;

// Called by the system in a thread of its own; the signal is queued to the receiver's thread.
BOOL WINAPI onConsole(DWORD)
{
    if (!receiver || asked) {
        return FALSE; // the default: the end
    }
    asked = true;
    QMetaObject::invokeMethod(receiver, &SystemSignals::stopRequested, Qt::QueuedConnection);
    return TRUE;
}

} // namespace

SystemSignals::SystemSignals(QObject* parent)
    : QObject(parent)
{
    receiver = this;
    SetConsoleCtrlHandler(onConsole, TRUE);
}

SystemSignals::~SystemSignals()
{
    SetConsoleCtrlHandler(onConsole, FALSE);
    receiver = nullptr;
}

void SystemSignals::onWoken() { }

} // namespace plimsoll
