// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/promptthread.h"

#include <QtGlobal>

#ifdef Q_OS_LINUX
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace plimsoll {

#ifdef Q_OS_LINUX
namespace {

// As the kernel lays it out (linux/sched/types.h, first version); that header clashes with the C
// library's.
struct SchedulingAttributes
{
    quint32 size = sizeof(SchedulingAttributes);
    quint32 policy = 0;
    quint64 flags = 0;
    qint32 nice = 0;
    quint32 priority = 0;
    quint64 runtime = 0;
    quint64 deadline = 0;
    quint64 period = 0;
};

} // namespace
#endif

void becomePrompt()
{
#ifdef Q_OS_LINUX
    // A thread with a short time slice preempts one with a longer slice when it wakes (EEVDF,
    // sched_setattr(2)). 0.1 ms is the least that is accepted; we only ever run for moments.
    SchedulingAttributes attributes;
    if (syscall(SYS_sched_getattr, 0, &attributes, sizeof attributes, 0) == 0) {
        attributes.runtime = 100'000;
        syscall(SYS_sched_setattr, 0, &attributes, 0);
    }
#endif
}

} // namespace plimsoll
